"""The door: what a person typed becomes text that can stand in a PDF, as text and nothing else."""

import re
from functools import lru_cache

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that tell a reader's software which way to turn, and the byte order mark: we work the direction out ourselves,
# and an override without its end would turn the rest of a line.
DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
BREAKS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
BLANKS = re.compile("[\t \u3000]*\n[\t \u3000]*|\t")
WEB = re.compile(r"(?:https?://|mailto:).+", re.IGNORECASE)
UNSAFE_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]")


def clean(text: str) -> str:
    """The text with line ends as "\\n", tabs as blanks, and U+FFFD for what no paper can show."""
    if text.isascii() and text.isprintable():
        return text
    text = BREAKS.sub("\n", text)
    text = BLANKS.sub(lambda found: "\n" if "\n" in found.group() else " ", text)
    return UNPRINTABLE.sub("\ufffd", DIRECTING.sub("", text))


def one_line(text: str) -> str:
    """Cleaned, and without line ends: for names, titles and whatever is read aloud."""
    return clean(text).replace("\n", " ").strip()


@lru_cache(maxsize=4096)
def address(href: str) -> str:
    """The address, escaped as a PDF string needs it; "" where it does not lead to the web or to mail."""
    href = href.strip()
    if not WEB.fullmatch(href):
        return ""
    return UNSAFE_IN_URI.sub(lambda found: "".join(f"%{byte:02X}" for byte in _bytes(found.group())), href)


def _bytes(character: str) -> bytes:
    return character.encode("utf-8", "replace")
