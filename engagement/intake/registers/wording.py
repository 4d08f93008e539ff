"""What registers say in free text about how and in which form people met."""

import re

from engagement.core.text import fold

VIDEO = re.compile(
    r"\b(?:online|on-?line|remote|remotely|virtual\w*|digital\w*|zoom|webex|teams|skype|video|visio|web|webinar\w*|internet"
    r"|en ligne|distans|distance|linea|teleworking|teletravail|platform|world wide web|netz|etana|etayhteys|verkossa)\b"
    r"|video|visio|webmeet|webbmote"
)
PHONE = re.compile(
    r"\b(?:phone|telephone|telefon\w*|telecon\w*|teleconf\w*|tel|call|conference call|puhelin\w*|telefonisch)\b"
)
WRITING = re.compile(r"\b(?:e-?mail|letter|in writing|brief|mail)\b")
KINDS = (
    ("webinar", re.compile(r"\bwebinar\w*")),
    ("roundtable", re.compile(r"\bround ?-?tables?\b|\btable ronde\b")),
    ("workshop", re.compile(r"\bworkshops?\b")),
    ("conference", re.compile(r"\b(?:conferences?|konferenz|summit|symposium|congress)\b(?! call)")),
    ("visit", re.compile(r"\b(?:site visit|visit to|tour of|visite d|besuch)\b")),
)


def channel(place: str) -> str:
    """The channel that a place or a type of contact tells; a place that tells nothing was visited in person."""
    folded = fold(place)
    if VIDEO.search(folded):
        return "video"
    if PHONE.search(folded):
        return "phone"
    if WRITING.search(folded):
        return "in writing"
    return "in person"


def kind(title: str) -> str:
    """The kind of engagement that a subject names; a meeting where it names none."""
    folded = fold(title)
    return next((kind for kind, pattern in KINDS if pattern.search(folded)), "meeting")


def facts(*pairs: tuple[str, str]) -> str:
    """A summary of labelled lines, without the empty ones."""
    return "\n".join(f"{label}: {text}" for label, text in pairs if text)
