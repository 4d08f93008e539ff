"""A line as the form takes it: read in the languages that the browser asks for, as values of fields and as chips."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from engagement.core.zones import NoSuchTime, instant, local_time
from engagement.intake.line.language import Language, languages
from engagement.intake.line.spans import Clock, Meaning, Newcomer, Place, Promise, Span
from engagement.intake.line.words import LONGEST, composed, key
from engagement.model.words import Channel, EngagementKind, Status
from engagement.queries import line as queries
from engagement.queries.engagements import likely
from engagement.queries.line import NEW, Mention, Understood
from engagement.web.engagements.form import THEM, EngagementForm
from engagement.web.engagements.newcomers import asked_about, seems
from engagement.web.frame import desk
from engagement.web.said import city, day, minutes, weekday
from engagement.web.tags import Tag

FIRST = "en"  # the language in which every line is tried, whatever the browser asks for
MOST = 60  # words taken back, or picked, in one line
CHANNELS = {EngagementKind.LETTERS: Channel.WRITING, EngagementKind.WEBINAR: Channel.VIDEO}
MANNERS = {"kind": EngagementKind, "channel": Channel, "status": Status}
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Line:
    """A line that was asked, with what its writer took back and picked, and how it was understood."""

    text: str
    released: tuple[str, ...]
    picks: tuple[tuple[str, str], ...]
    said: Understood

    @property
    def left(self) -> str:
        """What is too long to be read: it stays as text."""
        return self.text[LONGEST:]

    @property
    def kept(self) -> list[str]:
        """The pieces that stay as text, with what is too long to be read."""
        kept, read = list(self.said.reading.kept), self.said.reading.text
        if self.left and kept and read.rstrip().endswith(kept[-1]):
            kept[-1] += read[len(read.rstrip()) :] + self.left
        elif self.left:
            kept.append(self.left)
        return kept

    def address(self, *released: str) -> str:
        """Where the form stands filled with it; `released` are further words taken back."""
        return url_for("engagements.new", **self.args(*released))

    def args(self, *released: str) -> dict[str, Any]:
        """The line as an address carries it."""
        picks = [f"{words}={value}" for words, value in self.picks]
        return {"line": self.text, "not": [*self.released, *released], "pick": picks}

    def chips(self) -> list["Chip"]:
        """What was understood, in the order of the form's questions."""
        return list(_chips(self))

    def summary(self) -> str:
        """What was understood in one sentence, for those who hear the page."""
        said = "; ".join(f"{chip.text}, which one?" if chip.choices else chip.text for chip in self.chips())
        kept = f". Kept as text: {'; '.join(self.kept)}" if self.kept else ""
        return f"Understood: {said or 'nothing yet'}{kept}"

    @property
    def tells_when(self) -> bool:
        """Whether it says the day or the start."""
        return any(span.meaning in (Meaning.DAY, Meaning.CLOCK) for span in self.said.reading.spans)

    @property
    def title(self) -> str:
        """What it was about, as a title begins."""
        words = " ".join(self.said.reading.title.split())
        return words[:1].upper() + words[1:] if len(words) <= LONGEST_TITLE else ""


@dataclass(frozen=True)
class Chip:
    """A part of a line as it was understood. `off`: the form without it. `choices`: (value, words) of what is meant."""

    text: str
    off: str
    side: str = ""
    is_new: bool = False
    choices: tuple[tuple[str, str], ...] = ()


def asked(values: MultiDict[str, str]) -> Line | None:
    """The line in an address or a form; none where nothing was written."""
    text = composed(values.get("line", "")).strip()
    if not text:
        return None
    there = key(text)
    released = {key(words) for words in values.getlist("not")[:MOST]}
    picks: dict[str, str] = {}
    for pick in values.getlist("pick")[:MOST]:
        words, _, value = pick.rpartition("=")
        if value and (said := key(words)) in there:
            picks[said] = value
    still = tuple(
        sorted(words for words in released if words and (words in there or words.startswith("organisation ")))
    )
    said_so = queries.understood(desk(), text, spoken(), still, picks)
    return Line(text, still, tuple(picks.items()), said_so)


def spoken() -> list[Language]:
    """The languages of the browser for which there are words, and English."""
    known = languages()
    codes = [code.partition("-")[0].lower() for code in request.accept_languages.values()]
    return [known[code] for code in dict.fromkeys([*codes, FIRST]) if code in known]


def values(line: Line) -> dict[str, Any]:
    """What the line says, as values of the form; what it does not say has its likely answer there already."""
    manner, spans, at = _manner(line), line.said.reading.spans, desk()
    places = [span.value for span in spans if isinstance(span.value, Place)]
    found = dict(_when(line, _zone(line, places)))
    kind = manner.get("kind", EngagementKind.MEETING)
    found |= {"kind": kind, "channel": manner.get("channel") or CHANNELS.get(kind, Channel.IN_PERSON)}
    found["status"] = manner.get("status") or (Status.PLANNED if _is_to_come(found) else Status.HELD)
    if where := ", ".join(dict.fromkeys(place.text for place in places if place.text)):
        found["place"] = where[:LONGEST_TITLE]
    who, us, topics = ([*_tags(line, field)] for field in ("who", "us", "topics"))
    found |= {"who": who, "topics": topics, "us": [Tag("member", at.member.id, at.member.name), *us]}
    summary = [*line.kept, *([line.said.reading.title] if line.said.reading.title and not line.title else [])]
    found |= {"title": line.title, "summary": "\n".join(summary)}
    found["commitments"] = [
        {"text": promise.text, "keeper": _keeper(promise), "due": promise.due} for promise in _promises(line)
    ]
    return found


def ask(form: EngagementForm, line: Line) -> None:
    """Adds the questions about names that are of no record, or of several."""
    fresh = {one.words: one.fresh for one in line.said.open}
    for field in (form.who, form.topics, form.us):
        for tag in [tag for tag in field.data if tag.is_new]:
            row = asked_about(form, field, tag, len(form.newcomers))
            if fresh.get(tag.name) in field.fresh:
                row.answer.data = f"{NEW}{fresh[tag.name]}"


def _manner(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for span in line.said.reading.spans:
        if span.meaning is Meaning.KIND:
            for part, words in MANNERS.items():
                if said := getattr(span.value, part):
                    found.setdefault(part, words(said))
    return found


def _zone(line: Line, places: Sequence[Place]) -> str:
    bodies = (one if one.kind == "organisation" else one.brings for one in line.said.meant)
    zones = [*(place.zone for place in places), *(body.zone for body in bodies if body)]
    return next((zone for zone in zones if zone), desk().member.zone)


def _when(line: Line, zone: str) -> Iterator[tuple[str, Any]]:
    """Day, start and length. Where only the day is said the start is left open: nobody knows it."""
    said = {span.meaning: span.value for span in line.said.reading.spans}
    on, clock, length = said.get(Meaning.DAY), said.get(Meaning.CLOCK), said.get(Meaning.LENGTH)
    yield "zone", zone
    yield "length", length or (clock.minutes if clock and clock.minutes else likely.LENGTH)
    if clock is None and on is None:
        begins = local_time(likely.start(desk()), zone)
        yield from (("day", begins.date()), ("start", begins.time()))
    else:
        yield from (("day", on or desk().today), ("start", clock.at if clock else None))


def _is_to_come(found: dict[str, Any]) -> bool:
    if found["start"] is None:
        return bool(found["day"] > desk().today)
    try:
        return instant(found["day"], found["start"], found["zone"]) > desk().now
    except NoSuchTime:
        return bool(found["day"] > desk().today)


def _tags(line: Line, field: str) -> Iterator[Tag]:
    """The chips of one field of the form."""
    brought = {body.id: body for body in line.said.brought} if field == "who" else {}
    made: dict[Tag, None] = {}
    for one in line.said.mentions:
        if _field(one) == field:
            made[Tag.of(one.meant) if one.meant else Tag(_kind(one), 0, one.words)] = None
            if one.meant and one.meant.brings and (body := brought.pop(one.meant.brings.id, None)):
                made[Tag.of(body)] = None
    yield from made


def _field(one: Mention) -> str:
    if one.is_topic:
        return "topics"
    kinds = {one.meant.kind} if one.meant else {choice.kind for choice in one.choices}
    return "us" if kinds == {"member"} and not one.fresh else "who"


def _kind(one: Mention) -> str:
    if _field(one) != "who":
        return "topic" if one.is_topic else "member"
    kind = one.span.value.kind if isinstance(one.span.value, Newcomer) else ""
    return one.fresh or kind or seems(one.words)


def _promises(line: Line) -> list[Promise]:
    return [span.value for span in line.said.reading.spans if span.meaning is Meaning.PROMISE]


def _keeper(promise: Promise) -> str:
    if promise.side == THEM:
        return THEM
    return f"{promise.side or 'task'}:{desk().member.id}"


ORDER = (
    *(Meaning.KIND, Meaning.NAME, Meaning.DAY, Meaning.CLOCK, Meaning.LENGTH),
    *(Meaning.PLACE, Meaning.TOPIC, Meaning.SUBJECT, Meaning.PROMISE),
)


def _chips(line: Line) -> Iterator[Chip]:
    mentions = {one.span: one for one in line.said.mentions}
    for span in sorted(line.said.reading.spans, key=lambda span: (ORDER.index(span.meaning), span.start)):
        if span.meaning is Meaning.SUBJECT:
            continue
        if span.meaning not in (Meaning.NAME, Meaning.TOPIC):
            side = {"ours": "ours", THEM: "theirs"}.get(span.value.side, "") if isinstance(span.value, Promise) else ""
            yield Chip(_words(span), line.address(key(line.said.reading.words(span))), side)
        elif span in mentions:
            yield from _named(line, mentions[span])
    if line.title:
        pieces = [span for span in line.said.reading.spans if span.meaning is Meaning.SUBJECT]
        yield Chip(f"Title: {line.title}", line.address(*(key(line.said.reading.words(one)) for one in pieces)))


def _named(line: Line, one: Mention) -> Iterator[Chip]:
    off = line.address(key(line.said.reading.words(one.span)))
    side = {"topics": "", "us": "ours"}.get(_field(one), "theirs")
    if one.meant:
        yield Chip(one.meant.name, off, side)
        if one.meant.brings and one.meant.brings in line.said.brought:
            yield Chip(one.meant.brings.name, line.address(key(one.meant.brings.value)), side)
    elif one.fresh or not one.choices:
        yield Chip(f"{one.words}, new {_kind(one)}", off, side, is_new=True)
    else:
        fresh = [] if one.is_topic else [(f"{one.words}={NEW}{seems(one.words)}", f"A new {seems(one.words)}")]
        listed = [(f"{one.words}={choice.value}", _told(choice.name, choice.note)) for choice in one.choices]
        yield Chip(one.words, off, side, is_new=True, choices=(*listed, *fresh))


def _told(name: str, note: str) -> str:
    return f"{name}, {note}" if note else name


def _words(span: Span) -> str:
    """A span that names no record, as a chip says it."""
    value = span.value
    match span.meaning:
        case Meaning.KIND:
            said = (words(text).label for part, words in MANNERS.items() if (text := getattr(value, part)))
            return ", ".join(word if not n else word.lower() for n, word in enumerate(said))
        case Meaning.DAY:
            return f"{_day(value)}, planned" if value > desk().today else _day(value)
        case Meaning.CLOCK:
            return _clock(value)
        case Meaning.LENGTH:
            return minutes(value)
        case Meaning.PLACE:
            return value.text or f"Clock of {city(value.zone or '')}"
    promised = {"ours": "We promised", THEM: "They promised", "": "Follow-up"}[value.side]
    return f"{promised}: {value.text}" + (f", due {_day(value.due)}" if value.due else "")


def _day(when: date) -> str:
    return f"{weekday(when)} {day(when)}"


def _clock(clock: Clock) -> str:
    return f"{clock.at:%H:%M}" + (f", {minutes(clock.minutes)}" if clock.minutes else "")
