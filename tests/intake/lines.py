"""Lines and what they say, for the tests of the line: a small world of names, and readings written shortly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engagement.core.text import fold
from engagement.intake.line.language import languages
from engagement.intake.line.reading import read
from engagement.intake.line.spans import Meaning, Name, Newcomer, Reading
from engagement.intake.line.words import runs, tidied

TODAY = date(2026, 9, 15)  # a Tuesday
WORLD = {
    "official": (
        *("Lucía Ferrán", "Haruko Sato", "佐藤晴子", "王伟", "ندى الحارثي", "May Chen", "April Jones", "Will Byers"),
        *("Jean-Luc Picard", "Müşfik Öztürk", "Trần Thị Minh Anh", "김민수", "Nguyễn Văn Hùng", "Juan de la Cruz"),
    ),
    "organisation": (
        *("SEDIA", "Ministry of Finance", "Friday Institute", "デジタル庁", "Bundesamt für Sicherheit", "MET", "IT"),
        *(
            "Autoriteit Persoonsgegevens",
            "Ministry of Trade, Industry and Energy",
            "وزارة المالية",
            "AT&T",
            "U.S. Navy",
        ),
    ),
    "topic": ("Cloud security", "Data residency", "Keys", "Exit and portability", "e-Government", "AI"),
    "member": ("Bruno Keller", "Asha Menon"),
    "country": ("Spain", "Japan"),
}
ZONES = {"Spain": "Europe/Madrid", "Japan": "Asia/Tokyo"}
CALLED: Mapping[str, tuple[str, str | None]] = {
    fold(name): (kind, ZONES.get(name)) for kind, names in WORLD.items() for name in names
}


def names(text: str) -> list[Name]:
    """The runs of `text` that are names of the small world."""
    found = ((CALLED[folded], start, end) for folded, start, end in runs(tidied(text)) if folded in CALLED)
    return [Name(start, end, frozenset({kind}), zone) for (kind, zone), start, end in found]


def reading(text: str, language: str = "en", released: tuple[str, ...] = ()) -> Reading:
    return read(text, TODAY, languages()[language], names(text), released)


def said(text: str, language: str = "en", released: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a line says, shortly: only the parts that it says."""
    found = reading(text, language, released)
    told: dict[str, Any] = {}

    def add(part: str, value: Any) -> None:
        told.setdefault(part, []).append(value)

    for span in found.spans:
        value = span.value
        match span.meaning:
            case Meaning.KIND:
                told |= {part: word for part in ("kind", "channel", "status") if (word := getattr(value, part))}
            case Meaning.DAY:
                told["day"] = f"{value:%a %Y-%m-%d}"
            case Meaning.CLOCK:
                told["at"] = f"{value.at:%H:%M}" + (f"+{value.minutes}" if value.minutes else "")
            case Meaning.LENGTH:
                told["length"] = value
            case Meaning.PLACE:
                told |= {"place": value.text} if value.text else {}
                told |= {"zone": value.zone} if value.zone else {}
            case Meaning.NAME:
                is_new = isinstance(value, Newcomer)
                add("new" if is_new else "who", value.text if is_new else found.text[value.start : value.end])
            case Meaning.TOPIC:
                is_new = isinstance(value, Newcomer)
                add("topics", f"new {value.text}" if is_new else found.text[value.start : value.end].strip("#").lower())
            case Meaning.PROMISE:
                add("promises", (value.side or "task", value.text, f"{value.due:%a %d %b}" if value.due else ""))
    if found.title:
        told["title"] = found.title
    if found.kept:
        told["kept"] = list(found.kept)
    return told
