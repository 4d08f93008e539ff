"""Tag fields: records chosen by name, as the part of that name in templates/components draws them.

A chip sends `official:5`, or `new-official:Haruko Sato` for what is still to be made. What was typed and not made a
chip comes as text, names parted by semicolons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms import Field

from engagement.core.filtering import record_key
from engagement.core.text import clean
from engagement.queries.lookups import KINDS, Proposal, told
from engagement.web.forms import draft_taken_up
from engagement.web.frame import desk

MOST = 200  # chips in one field
LONGEST = 300


@dataclass(frozen=True)
class Tag:
    """One chip: a record of `kind` by its key, or (key 0) a name that is of no record yet."""

    kind: str
    id: int
    name: str = ""

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"{self.kind}:{self.id}" if self.id else f"new-{self.kind}:{self.name}"

    @property
    def is_new(self) -> bool:
        """Whether it is of no record yet."""
        return not self.id

    @classmethod
    def read(cls, text: str) -> "Tag":
        """The tag that a form sent. Raises ValueError for anything else."""
        kind, _, rest = text.partition(":")
        if kind.startswith("new-"):
            name = " ".join(clean(rest).split())[:LONGEST]
            if not name or kind[4:] not in KINDS:
                raise ValueError(text)
            return cls(kind[4:], 0, name)
        if kind not in KINDS:
            raise ValueError(text)
        return cls(kind, record_key(rest))

    @classmethod
    def of(cls, proposal: Proposal) -> "Tag":
        """The tag of a record that was found."""
        return cls(proposal.kind, proposal.id, proposal.name)


NOTHING_MADE: Mapping[Tag, int] = {}


class TagsField(Field):
    """`data` are tags of `kinds`; `typed` is text that was not made a chip. `fresh`: kinds that may be made here."""

    data: list[Tag]

    def __init__(self, label: str, kinds: Sequence[str], fresh: Sequence[str] = (), **options: Any) -> None:
        self.kinds, self.fresh, self.typed = tuple(kinds), tuple(fresh), ""
        super().__init__(label, **options)

    def process(self, formdata: Any, data: Any = (), extra_filters: Any = None) -> None:
        """Reads the chips, and beside them the text."""
        super().process(formdata, data if isinstance(data, list | tuple) else (), extra_filters)
        if formdata is not None:
            self.typed = clean(formdata.get(f"{self.name}_text", "")).strip()
            if draft_taken_up():  # it is drawn as it was left, without being judged
                name_tags(self)

    def process_data(self, value: Iterable[Tag]) -> None:
        """What the record has."""
        self.data = list(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Tags of the right kinds; others are left out, since only a made-up form sends them."""
        read = []
        for text in valuelist[:MOST]:
            try:
                tag = Tag.read(text)
            except ValueError:
                continue
            if tag.kind in (self.fresh if tag.is_new and self.fresh else self.kinds):
                read.append(tag)
        self.data = list(dict.fromkeys(read))

    @property
    def names(self) -> list[str]:
        """The names in the text, each once."""
        parts = (" ".join(part.split())[:LONGEST] for part in self.typed.split(";"))
        return list(dict.fromkeys(part for part in parts if part))[:MOST]

    def ids(self, kind: str, made: Mapping[Tag, int] = NOTHING_MADE) -> tuple[int, ...]:
        """The keys of the records of one kind; `made` are those of tags that were new."""
        return tuple(tag.id or made[tag] for tag in self.data if tag.kind == kind and (tag.id or tag in made))


def name_tags(field: TagsField) -> None:
    """Gives the chips of a field the names of their records; a chip of no record, or of a hidden one, is let go."""
    known = told(desk(), [(tag.kind, tag.id) for tag in field.data if not tag.is_new])
    names = {(one.kind, one.id): one.name for one in known}
    field.data = [
        replace(tag, name=tag.name or names[tag.kind, tag.id])
        for tag in field.data
        if tag.is_new or (tag.kind, tag.id) in names
    ]
