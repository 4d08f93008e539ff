"""Content lines (RFC 5545, 3.1) of whatever calls itself a calendar, and the components they make.

Lines are joined before they are decoded, since writers fold at octets and so inside of letters. What is no content line
is left out and counted; a reader that gave up there would lose the meetings around it.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from engagement.core.text import clean
from engagement.intake.invitation.values import Unreadable

FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
ENDS = re.compile(rb"\r\n|\n|\r")
NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*)')
ESCAPED = re.compile(r'\\([nN,;:\\"])')
CARETS = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868
MOST_PARAMETERS, LONGEST_PARAMETER = 40, 4_096
MOST_STRANGE = 1_000  # lines that are none, before the file is no calendar
DEEPEST = 8  # components within components; a calendar with alarms has three
NO_TEXT = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"))  # of names and of Python
BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name in capitals, its parameters, its value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text: without escapes and control characters."""
        return clean(ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)).strip()


@dataclass(slots=True)
class Component:
    """A part between BEGIN and END."""

    kind: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of that name."""
        return next(self.each(name), None)

    def each(self, name: str) -> Iterator[Property]:
        """All properties of that name."""
        return (one for one in self.properties if one.name == name)

    def text(self, name: str) -> str:
        """The text of the first property of that name; none is empty."""
        found = self.first(name)
        return found.text if found else ""

    def walk(self) -> Iterator["Component"]:
        """The component and all within it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def components(content: bytes, charset: str = "") -> tuple[Component, int]:
    """What the content holds, in a component without a kind, and how many lines were no content lines.

    Raises Unreadable.
    """
    top = Component("")
    open_parts, skipped, strange = [top], 0, 0
    for line in _lines(content, charset):
        found = parse(line)
        if found is None:
            strange += 1
            if strange > MOST_STRANGE:
                raise Unreadable("It is no calendar file: most of its lines say nothing that a calendar says.")
        elif found.name == "BEGIN":
            part = Component(found.value.strip().upper())
            if skipped or len(open_parts) > DEEPEST:
                skipped += 1
                continue
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif found.name == "END":
            if skipped:
                skipped -= 1
            elif len(open_parts) > 1:
                open_parts.pop()
        elif not skipped:
            open_parts[-1].properties.append(found)
    return top, strange


def parse(line: str) -> Property | None:
    """The property that a line holds; none where it is no content line."""
    named = NAME.match(line)
    if named is None:
        return None
    at = named.end()
    parameters: dict[str, str] = {}
    while len(parameters) < MOST_PARAMETERS and (found := PARAMETER.match(line, at, at + LONGEST_PARAMETER)):
        parameters.setdefault(found[1].upper(), _unquoted(found[2]))
        at = found.end()
    rest = line[at:]
    if rest.startswith(":"):
        return Property(named[0].upper(), parameters, rest[1:])
    # a closing quote that came after the value, or none at all: the last colon begins the value
    begins, colon, value = line.rpartition(":")
    _, semicolon, last = begins.rpartition(";")
    name, equals, said = last.partition("=")
    if not (colon and semicolon and equals and NAME.fullmatch(name)):
        return None
    parameters[name.upper()] = said.strip('" ')
    return Property(named[0].upper(), parameters, value.rstrip('" '))


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"') and text.endswith('"') and text.count('"') == 2:
        text = text[1:-1]
    for written, meant in CARETS.items() if "^" in text else ():
        text = text.replace(written, meant)
    return clean(text).strip()


def _lines(content: bytes, charset: str) -> Iterator[str]:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            content = content.decode(encoding, "replace").encode()
            charset = ""
    charset = _plain(charset)
    for line in ENDS.split(FOLD.sub(b"", content)):
        if line and (text := _decoded(line, charset).strip("\ufeff \t")):
            yield text


def _plain(charset: str) -> str:
    """The encoding, if it is one of texts: others take the square of a line's length, or answer as no encoding does."""
    try:
        return charset if charset and codecs.lookup(charset).name not in NO_TEXT else ""
    except (LookupError, ValueError):
        return ""


def _decoded(line: bytes, charset: str) -> str:
    """A line is in the encoding that it was said to be in, in UTF-8, or in that of old Windows."""
    for encoding in (charset, "utf-8"):
        try:
            if encoding:
                return line.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return line.decode("cp1252", "replace")
