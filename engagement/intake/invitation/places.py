"""Where a meeting is: a place, or a link by which one joins, and which of the two it seems to be."""

import re
from collections.abc import Iterable

LINK = re.compile(r"https?://[^\s<>\"'\\)\]]{3,500}", re.I)
JOINS = (
    "teams.microsoft.com", "teams.live.com", "zoom.us", "zoomgov.com", "meet.google.com", "webex.com",
    "gotomeeting.com", "gotomeet.me", "bluejeans.com", "whereby.com", "chime.aws", "meet.jit.si", "bigbluebutton",
    "webconf", "visio", "voovmeeting.com", "meeting.tencent.com", "lync.com", "skype.com", "8x8.vc", "starleaf.com",
)  # fmt: skip
ON_SCREEN = re.compile(
    r"\b(?:teams|zoom|webex|google meet|skype|videokonferenz|visioconf\w*|videoconf\w*|video ?call|online|en ligne)\b",
    re.I,
)


def link(said: Iterable[str], texts: Iterable[str]) -> str:
    """The link by which one joins: what `said` so, else one in `texts` that leads to a place to meet."""
    for text in said:
        if found := LINK.search(text):
            return found[0].rstrip(".,;")
    for text in texts:
        for found in LINK.finditer(text):
            host = found[0].split("/")[2].casefold()
            if any(known in host for known in JOINS):
                return found[0].rstrip(".,;")
    return ""


def is_on_screen(place: str, joined_by: str) -> bool | None:
    """Whether one meets on screen; none where nothing says so."""
    words = LINK.sub(" ", place).strip()
    if ON_SCREEN.search(words) or (joined_by and not words):
        return True
    return False if words and not joined_by else None
