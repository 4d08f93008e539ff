"""What two records are compared by when they are merged, field by field."""

from dataclasses import dataclass

KEPT, GONE, BOTH = "kept", "gone", "both"


@dataclass(frozen=True)
class Field:
    """One choice of a merge: columns that only make sense together. Of text both may be kept, one after the other."""

    name: str
    label: str
    columns: tuple[str, ...]
    is_text: bool = False


def _one(name: str, label: str, is_text: bool = False) -> Field:
    return Field(name, label, (name,), is_text)


FIELDS: dict[str, tuple[Field, ...]] = {
    "organisation": (
        _one("name", "Name"),
        _one("kind", "Kind"),
        _one("level", "Level of government"),
        Field("place", "Country, or region that keeps up with it", ("country_id", "region_id")),
        _one("parent_id", "Stands below"),
        _one("zone", "Clocks"),
        _one("website", "Website"),
        _one("note", "Note", is_text=True),
    ),
    "official": (
        _one("name", "Name"),
        _one("email", "E-mail"),
        _one("phone", "Telephone"),
        _one("note", "Note", is_text=True),
        _one("source", "Where the data come from", is_text=True),
        Field("notice", "Notice", ("notice", "notice_on", "notice_how")),
        _one("review_on", "Review"),
        Field("objection", "Objection", ("objected_on", "objection")),
    ),
    "topic": (
        _one("name", "Name"),
        _one("parent_id", "Stands below"),
        _one("owner_id", "Owner"),
        _one("code", "Code"),
        _one("description", "Description", is_text=True),
    ),
    "engagement": (
        _one("title", "Title"),
        _one("kind", "Kind"),
        Field("status", "Status", ("status", "held_at")),
        Field("time", "When", ("local_date", "starts_at", "minutes", "zone")),
        _one("place", "Place"),
        _one("channel", "How"),
        _one("asked_by", "Who asked for it"),
        _one("purpose", "Purpose"),
        _one("summary", "What happened", is_text=True),
        _one("outcome", "Outcome", is_text=True),
        _one("result_sought", "Result sought", is_text=True),
        _one("hours", "Hours"),
    ),
}
OWN = frozenset({"id", "version", "folded", "created_at", "created_by_id", "archived_at", "erased_at", "confidential"})
"""Columns that nobody chooses: the kept record's stay, and what is confidential stays so."""


def joined(first: str, second: str) -> str:
    """Two texts, one after the other; the same one once."""
    return "\n\n".join(dict.fromkeys(text for text in (first.strip(), second.strip()) if text))
