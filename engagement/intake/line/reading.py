"""Reads a line: its parts in order, each for what it says where it stands. No text makes it fail."""

from collections.abc import Collection, Iterable
from datetime import date

from engagement.intake.line.clauses import promises_from, subject_from
from engagement.intake.line.days import PAST, settle
from engagement.intake.line.language import Language
from engagement.intake.line.parts import Part, parts
from engagement.intake.line.spans import Clock, Manner, Meaning, Name, Newcomer, Place, Promise, Reading, Span
from engagement.intake.line.words import flat, key, tag_words, tidied
from engagement.intake.names import bare

CLAUSES = (Meaning.PROMISE, Meaning.SUBJECT)  # they grow while one types on
NOTHING: frozenset[str] = frozenset()


def read(
    text: str, today: date, language: Language, names: Iterable[Name] = (), released: Collection[str] = NOTHING
) -> Reading:
    """What `text` says, on the day `today`; `names` are the runs of it that are names of records.

    `released`: words (see words.key) that the writer took back, so that they are text and nothing else.
    """
    return _Reader(tidied(text), today, language, names, released).reading()


class _Reader:
    """Walks the parts once. `people`: whom one met may be named here; `found`: one of them was; `titled`: the
    part that a title stands before, and where that starts."""

    def __init__(
        self, text: str, today: date, language: Language, names: Iterable[Name], released: Collection[str]
    ) -> None:
        self.text, self.today, self.language, self.released = text, today, language, frozenset(released)
        kept = (name for name in names if key(text[name.start : name.end]) not in self.released)
        self.parts = parts(text, language, kept)
        self.spans: list[Span] = []
        self.manner = Manner()
        self.tense = self._tense()
        self.title = ""
        self.people = self.found = False
        self.titled = -1, 0

    def reading(self) -> Reading:
        at = 0
        while at < len(self.parts):
            at = self._take(at)
        self.spans.sort(key=lambda span: span.start)
        return Reading(self.text, self.language.code, tuple(self.spans), self._kept(), self.title, self.tense)

    def _tense(self) -> str:
        """Whether the line speaks of what was or of what is to come: its first verb tells, else a promise made."""
        for part in self.parts:
            manner = part.does("manner")
            if manner and manner.value.tense and not self._is_released(part.start, part.end):
                return str(manner.value.tense)
        promised = any(part.does("promise") and part.value in self.language.past for part in self.parts)
        nouns = any((manner := part.does("manner")) and manner.value.kind for part in self.parts)
        return PAST if promised or not nouns else ""

    def _take(self, at: int) -> int:
        """Reads from part `at`, and says where to go on."""
        part = self.parts[at]
        match part.is_a:
            case "phrase":
                return self._phrase(at, part)
            case "name":
                return self._name(at, part)
            case "tag":
                self._add(
                    part.start, part.end, Meaning.TOPIC, Newcomer(tag_words(self.text[part.start + 1 : part.end]))
                )
            case "day" | "clock" | "length":
                self._when(part)
            case "city":
                return self._city(at, part)
            case "word":
                return self._word(at, part)
            case "sign":
                if part.value in ".;" and self._ends_sentence(at):
                    self.people = False
        return at + 1

    def _phrase(self, at: int, part: Part) -> int:
        if part.does("promise"):
            return self._promises(at)
        if phrase := part.does("manner"):
            self._how(at, part, phrase.value)
            if phrase.people:
                self.people, self.found = True, False
            return at + 1
        if (named := part.does("clock", "length")) is not None:
            meaning = Meaning.CLOCK if named.does == "clock" else Meaning.LENGTH
            self._once(part, meaning, Clock(named.value) if named.does == "clock" else named.value)
            return at + 1
        if part.does("about") and not self._is(at + 1, "clock", "length"):
            return self._subject(at)
        if part.does("place"):
            return self._place(at)
        if part.does("with"):
            self.people, self.found = True, False
        return at + 1

    def _how(self, at: int, part: Part, said: Manner) -> None:
        have = self.manner
        if have.kind and said.kind:
            before = flat(self.text[self.parts[at - 1].start : self.parts[at - 1].end]) if at else ""
            if said.kind != have.kind or before not in self.language.fillers:
                return
        adds = (said.kind and not have.kind, said.channel and not have.channel, said.status and not have.status)
        if any(adds) and self._add(part.start, part.end, Meaning.KIND, said):
            self.manner = Manner(have.kind or said.kind, have.channel or said.channel, have.status or said.status)

    def _when(self, part: Part) -> None:
        if part.is_a == "day":
            day = settle(part.value, self.today, self.tense)
            if day is not None:
                self._once(part, Meaning.DAY, day)
        else:
            self._once(part, Meaning(part.is_a), part.value)

    def _once(self, part: Part, meaning: Meaning, value: object) -> None:
        """A day, a start and a length are said once; what comes after is of something else."""
        if not any(span.meaning is meaning for span in self.spans):
            self._add(part.start, part.end, meaning, value)

    def _name(self, at: int, part: Part) -> int:
        name: Name = part.value
        if name.kinds == {"country"}:
            return self._city(at, part)
        if self.text[name.start] == "#" or (
            name.kinds == {"topic"} and " " in self.text[name.start : name.end].strip()
        ):
            self._add(name.start, name.end, Meaning.TOPIC, name)
            return at + 1
        if name.kinds == {"topic"}:
            return at + 1  # one word alone is too common to be a topic outside of "about"
        self._add(self._starts(at), name.end, Meaning.NAME, name)
        self.found = True
        return self._in_brackets(at + 1)

    def _in_brackets(self, at: int) -> int:
        """What stands in brackets behind a person: the body that they are of."""
        if not (self._is(at, "sign") and self.parts[at].value == "("):
            return at
        close = next((n for n in range(at + 1, min(at + 16, len(self.parts))) if self._sign(n) == ")"), None)
        if close is None:
            return at
        inside = at + 1
        while inside < close:
            part = self.parts[inside]
            if part.is_a == "name" and part.value.kinds & {"organisation", "country"}:
                first, last = inside == at + 1, inside + 1 == close
                start = self.parts[at].start if first and last else part.start
                end = self.parts[close].end if first and last else part.end
                meaning, value = Meaning.NAME, part.value
                if part.value.kinds == {"country"}:
                    meaning, value = Meaning.PLACE, Place("", part.value.zone)
                self._add(start, end, meaning, value)
                inside += 1
            elif part.capital and part.is_a in ("word", "city"):
                inside = self._newcomer(inside, "organisation")
            else:
                inside += 1
        return close + 1

    def _word(self, at: int, part: Part) -> int:
        if part.capital:
            if (after := self._behind_title(at)) > at:
                return after
            after = self._run(at)
            behind_clock = self._is(at - 1, "clock") and after == at + 1
            if behind_clock or (self.people and self.found and self._is(at - 1, "day", "clock", "length")):
                return self._place(at - 1)  # 15:00 Barcelona
            if self._is(after, "name") and self._adjoin(after) and self.parts[after].value.kinds & {"official"}:
                return after  # Director Haruko Sato
            if self.people:
                return self._newcomer(at)
            if after > at + 1 and self._sign(after) == "(" and self._is(after + 1, "name"):
                return self._newcomer(at)
            return after
        if self.found and flat(self.text[part.start : part.end]) not in self.language.joins:
            self.people = False
        return at + 1

    def _behind_title(self, at: int) -> int:
        """Behind what somebody is, where part `at` says it: Dr. | Ana Torres; but not in Minister of Trade."""
        if self._level(self.parts[at]) not in self.language.titles:
            return at
        after = at + 2 if self._sign(at + 1) == "." and self._is(at + 2, "word", "city", "name") else at + 1
        goes_on = after < len(self.parts) and self._adjoin(after) and self.parts[after].capital
        if goes_on:
            self.titled = after, self.parts[at].start
        return after if goes_on or self._run(at) == at + 1 else at

    def _starts(self, at: int) -> int:
        """Where the name of part `at` starts, with the title before it."""
        part, start = self.titled
        return start if part == at else self.parts[at].start

    def _newcomer(self, at: int, kind: str = "") -> int:
        """A name that is of no record: the run of words with capitals; a city behind a whole name is not of it."""
        after = self._run(at)
        if after - at > 2 and self.parts[after - 1].is_a == "city":
            after -= 1
        start, end = self.parts[at].start, self.parts[after - 1].end
        name = bare(self.text[start:end]) or self.text[start:end]
        if key(name) not in self.released:
            self._add(self._starts(at), end, Meaning.NAME, Newcomer(name, kind))
        self.found = True
        return after if kind else self._in_brackets(after)

    def _run(self, at: int) -> int:
        """Behind which part a run of words with capitals ends that begins at part `at`."""
        level_end = at + 1
        while level_end < len(self.parts):
            here, small = self.parts[level_end - 1], level_end
            while small < len(self.parts) and small < level_end + 3 and self._is_particle(small):
                small += 1
            last = self.parts[small] if small < len(self.parts) else None
            if last is None or not last.capital or last.is_a not in ("word", "city"):
                break
            between = self.text[here.end : last.start]
            if "\n" in between or (small == level_end and between.strip(" \t")):
                break
            level_end = small + 1
        return level_end

    def _is_particle(self, at: int) -> bool:
        part = self.parts[at]
        word = flat(self.text[part.start : part.end]) + " "
        return part.is_a in ("word", "phrase") and bool(self.language.particles.fullmatch(word))

    def _city(self, at: int, part: Part) -> int:
        if part.is_a == "city" and self.people:
            is_whom = not self.found and at and self.parts[at - 1].does("manner", "with")
            if part.capital and (is_whom or self._run(at) > at + 1):
                return self._newcomer(at)
        if part.capital or self._is(at - 1, "clock", "length") or self._is(at + 1, "clock"):
            zone = part.value if part.is_a == "city" else part.value.zone
            self._add(part.start, part.end, Meaning.PLACE, Place("", zone))
        return at + 1

    def _place(self, at: int) -> int:
        """In Madrid, at their office, at Palacio de la Moncloa: the place behind part `at`."""
        if at + 1 >= len(self.parts):
            return at + 1
        there = self.parts[at + 1]
        end, zone = at + 2, None
        if there.is_a == "city":
            zone = there.value
        elif there.is_a == "name" and there.value.kinds == {"country"}:
            zone = there.value.zone
        elif there.is_a == "word" and there.capital:
            end = self._run(at + 1)
        elif not there.does("spot"):
            return at + 1
        start, stop = there.start, self.parts[end - 1].end
        begins = self.parts[at].start if self.parts[at].does("place") else start
        self._add(begins, stop, Meaning.PLACE, Place(self.text[start:stop], zone))
        return end

    def _subject(self, at: int) -> int:
        self.people = False
        taken = {span.meaning for span in self.spans}
        subject = subject_from(self.text, self.language, self.parts, at, taken)
        for span in subject.topics:
            self._add(span.start, span.end, span.meaning, span.value)
        left = [self._add(*edges, Meaning.SUBJECT, self.text[slice(*edges)]) for edges in subject.left]
        if any(left) and not self.title:
            self.title = subject.words
        return subject.after

    def _promises(self, at: int) -> int:
        to = self._promised_to(at)
        made, after = promises_from(self.text, self.language, self.parts, at, self.today, to)
        for start, end, promise in made:
            self._add(start, end, Meaning.PROMISE, promise)
        self.people = False
        return after

    def _promised_to(self, at: int) -> int:
        """Behind which part a promise begins: promised Lucía Ferrán | a paper. She is one of those who are named."""
        phrase, to = self.parts[at].does("promise"), at + 1
        is_whom = self._is(to, "name") and self.parts[to].value.kinds & {"official", "organisation"}
        if not is_whom or not phrase or phrase.value != "ours" or not self._is(to + 1, "word", "phrase"):
            return at
        whom = self.parts[to]
        self._add(self.parts[at].start, whom.end, Meaning.NAME, whom.value)
        return to

    def _add(self, start: int, end: int, meaning: Meaning, value: Manner | Promise | object) -> bool:
        if self._is_released(start, end, grows=meaning in CLAUSES):
            return False
        self.spans.append(Span(start, end, meaning, value))
        return True

    def _is_released(self, start: int, end: int, *, grows: bool = False) -> bool:
        if not self.released:
            return False
        words = key(self.text[start:end])
        return words in self.released or (grows and any(words.startswith(f"{said} ") for said in self.released))

    def _is(self, at: int, *what: str) -> bool:
        return 0 <= at < len(self.parts) and self.parts[at].is_a in what

    def _sign(self, at: int) -> str:
        return self.parts[at].value if self._is(at, "sign") else ""

    def _adjoin(self, at: int) -> bool:
        """Whether part `at` and the one before stand beside each other, with nothing but blanks between."""
        return not self.text[self.parts[at - 1].end : self.parts[at].start].strip(" ")

    def _ends_sentence(self, at: int) -> bool:
        return at + 1 == len(self.parts) or self.parts[at].end < self.parts[at + 1].start

    def _kept(self) -> tuple[str, ...]:
        """The pieces of text that say something: without small words at their edges, or of small words alone."""
        pieces: list[list[Part]] = [[]]
        spans = iter([*self.spans, Span(len(self.text) + 1, len(self.text) + 1, Meaning.NAME, None)])
        span = next(spans)
        for part in self.parts:
            while part.start >= span.end and span.end <= len(self.text):
                span = next(spans)
                pieces.append([])
            if part.end <= span.start:
                pieces[-1].append(part)
        trimmed = (self._trimmed(piece) for piece in pieces)
        return tuple(self.text[piece[0].start : piece[-1].end] for piece in trimmed if piece)

    def _trimmed(self, piece: list[Part]) -> list[Part]:
        start, end = 0, len(piece)
        while start < end and self._is_edge(piece[start]):
            start += 1
        while start < end and self._is_edge(piece[end - 1]):
            end -= 1
        left = piece[start:end]
        says = any(part.is_a != "sign" and self._level(part) not in self.language.fillers for part in left)
        return left if says else []

    def _is_edge(self, part: Part) -> bool:
        word = self._level(part)
        return (
            (part.is_a == "sign" and part.value not in "\"'“”«»()€$£¥%!?")
            or word in self.language.joins
            or any(word in words for words in self.language.before.values())
            or part.does("with", "about", "place", "due") is not None
        )

    def _level(self, part: Part) -> str:
        return flat(self.text[part.start : part.end])
