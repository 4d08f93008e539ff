"""Lines and their right reading; and what holds for every text."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from engagement.intake.line.language import languages
from engagement.intake.line.reading import read
from engagement.intake.line.words import LONGEST, MOST_RUNS, flat, key, runs, tidied
from engagement.model.words import Channel, EngagementKind, Status
from tests.hostile import HOSTILE
from tests.intake.lines import TODAY, WORLD, names, reading, said

WHOLE = (
    "met Lucía Ferrán (SEDIA) yesterday 15:00 Madrid 45m about cloud security #data-residency, "
    "promised white paper by Friday"
)
MEETING: dict[str, Any] = {"kind": "meeting"}
PHONE = MEETING | {"channel": "phone"}
LUCIA = MEETING | {"who": ["Lucía Ferrán"]}
YESTERDAY = {"day": "Mon 2026-09-14"}
TOMORROW = {"day": "Wed 2026-09-16"}

LINES: dict[str, dict[str, Any]] = {
    WHOLE: MEETING
    | YESTERDAY
    | {
        "who": ["Lucía Ferrán", "SEDIA"],
        "at": "15:00",
        "zone": "Europe/Madrid",
        "length": 45,
        "topics": ["cloud security", "data-residency"],
        "promises": [("ours", "white paper", "Fri 18 Sep")],
    },
    # titles before names, and names that begin like a place
    "met Dr. Ana Torres, the Minister, yesterday": MEETING
    | {"new": ["Ana Torres"], "kept": ["the Minister"]}
    | YESTERDAY,
    "met Dr Lucía Ferrán": LUCIA,
    "met Prof Ito and Mr Li": MEETING | {"new": ["Ito", "Li"]},
    "met Minister of Trade": MEETING | {"new": ["Minister of Trade"]},
    "met Ministry of Defence in Madrid": MEETING
    | {"new": ["Ministry of Defence"], "place": "Madrid", "zone": "Europe/Madrid"},
    # orders, and lines without a verb
    "yesterday 15:00 met Lucía Ferrán 45m": LUCIA | YESTERDAY | {"at": "15:00", "length": 45},
    "met SEDIA, promised to send the list next Friday": MEETING
    | {"who": ["SEDIA"], "promises": [("ours", "send the list", "Fri 25 Sep")]},
    "met SEDIA, promised the list on Friday": MEETING
    | {"who": ["SEDIA"], "promises": [("ours", "the list", "Fri 18 Sep")]},
    "promised Lucía Ferrán a paper by Friday": {
        "who": ["Lucía Ferrán"],
        "promises": [("ours", "a paper", "Fri 18 Sep")],
    },
    "Lucía Ferrán, SEDIA, yesterday": {"who": ["Lucía Ferrán", "SEDIA"]} | YESTERDAY,
    "45m about cloud security with Lucía Ferrán": {"length": 45, "topics": ["cloud security"], "who": ["Lucía Ferrán"]},
    "SEDIA 15h": {"who": ["SEDIA"], "at": "15:00"},
    "promised the draft by 3 Dec; met Lucía Ferrán": LUCIA | {"promises": [("ours", "the draft", "Thu 03 Dec")]},
    "Bruno Keller and I met Lucía Ferrán": MEETING | {"who": ["Bruno Keller", "Lucía Ferrán"]},
    "met with Bruno Keller, Lucía Ferrán and Haruko Sato": MEETING
    | {"who": ["Bruno Keller", "Lucía Ferrán", "Haruko Sato"]},
    # how they met
    "called Lucía Ferrán": PHONE | {"who": ["Lucía Ferrán"]},
    "video call with Lucía Ferrán": MEETING | {"channel": "video", "who": ["Lucía Ferrán"]},
    "met Lucía Ferrán by phone": PHONE | {"who": ["Lucía Ferrán"]},
    "met Lucía Ferrán on Teams": LUCIA | {"channel": "video"},
    "met Lucía Ferrán by video call": LUCIA | {"channel": "video"},
    "workshop with SEDIA tomorrow": {"kind": "workshop", "who": ["SEDIA"]} | TOMORROW,
    "roundtable with SEDIA": {"kind": "roundtable", "who": ["SEDIA"]},
    "visited SEDIA": {"kind": "visit", "who": ["SEDIA"]},
    "webinar for SEDIA": {"kind": "webinar", "channel": "video", "who": ["SEDIA"]},
    "wrote to SEDIA yesterday": {"kind": "exchange of letters", "channel": "in writing", "who": ["SEDIA"]} | YESTERDAY,
    "meeting with SEDIA cancelled": MEETING | {"who": ["SEDIA"], "status": "cancelled"},
    "meeting SEDIA called off": MEETING | {"who": ["SEDIA"], "status": "cancelled"},
    "mtg w/ SEDIA tmrw 10am": MEETING | {"who": ["SEDIA"], "at": "10:00"} | TOMORROW,
    # days
    "met SEDIA 24/8: keys": MEETING | {"who": ["SEDIA"], "day": "Mon 2026-08-24", "kept": ["keys"]},
    "met SEDIA yesterday: keys": MEETING | {"who": ["SEDIA"], "kept": ["keys"]} | YESTERDAY,
    "met SEDIA today": MEETING | {"who": ["SEDIA"], "day": "Tue 2026-09-15"},
    "met SEDIA last Tuesday": MEETING | {"who": ["SEDIA"], "day": "Tue 2026-09-08"},
    "met SEDIA on Friday": MEETING | {"who": ["SEDIA"], "day": "Fri 2026-09-11"},
    "meeting with SEDIA Fri": MEETING | {"who": ["SEDIA"], "day": "Fri 2026-09-18"},
    "will meet SEDIA next Friday": MEETING | {"who": ["SEDIA"], "day": "Fri 2026-09-25"},
    "met SEDIA 12 Nov": MEETING | {"who": ["SEDIA"], "day": "Wed 2025-11-12"},
    "meeting with SEDIA 12 Nov": MEETING | {"who": ["SEDIA"], "day": "Thu 2026-11-12"},
    "meeting with SEDIA Nov 12th, 2026": MEETING | {"who": ["SEDIA"], "day": "Thu 2026-11-12"},
    "meeting with SEDIA on Thursday, 12 November": MEETING | {"who": ["SEDIA"], "day": "Thu 2026-11-12"},
    "met SEDIA 2026-02-28": MEETING | {"who": ["SEDIA"], "day": "Sat 2026-02-28"},
    "met SEDIA 12/8": MEETING | {"who": ["SEDIA"], "day": "Wed 2026-08-12"},
    "met SEDIA 8/24": MEETING | {"who": ["SEDIA"], "day": "Mon 2026-08-24"},
    "met SEDIA 12.08.2026": MEETING | {"who": ["SEDIA"], "day": "Wed 2026-08-12"},
    "met SEDIA 29 Feb": MEETING | {"who": ["SEDIA"], "day": "Thu 2024-02-29"},
    "met SEDIA 31/4": MEETING | {"who": ["SEDIA"], "kept": ["31/4"]},
    "meeting with SEDIA in 3 days": MEETING | {"who": ["SEDIA"], "day": "Fri 2026-09-18"},
    "met SEDIA two weeks ago": MEETING | {"who": ["SEDIA"], "day": "Tue 2026-09-01"},
    "workshop with SEDIA next week": {"kind": "workshop", "who": ["SEDIA"], "day": "Mon 2026-09-21"},
    "met SEDIA the day before yesterday": MEETING | {"who": ["SEDIA"], "day": "Sun 2026-09-13"},
    # clocks, lengths, places
    "met SEDIA 3pm": MEETING | {"who": ["SEDIA"], "at": "15:00"},
    "met SEDIA 3.30 pm": MEETING | {"who": ["SEDIA"], "at": "15:30"},
    "met SEDIA 15h30": MEETING | {"who": ["SEDIA"], "at": "15:30"},
    "met SEDIA 15:00-15:45": MEETING | {"who": ["SEDIA"], "at": "15:00+45"},
    "met SEDIA from 10 to 11:30": MEETING | {"who": ["SEDIA"], "at": "10:00+90"},
    "met SEDIA 3-4pm": MEETING | {"who": ["SEDIA"], "at": "15:00+60"},
    "met SEDIA at noon for an hour and a half": MEETING | {"who": ["SEDIA"], "at": "12:00", "length": 90},
    "met SEDIA 1h30": MEETING | {"who": ["SEDIA"], "length": 90},
    "met SEDIA for 90 minutes at 9:15": MEETING | {"who": ["SEDIA"], "length": 90, "at": "09:15"},
    "met SEDIA 1.5 hours": MEETING | {"who": ["SEDIA"], "length": 90},
    "met SEDIA 2h 15:00": MEETING | {"who": ["SEDIA"], "length": 120, "at": "15:00"},
    "met SEDIA in Madrid": MEETING | {"who": ["SEDIA"], "place": "Madrid", "zone": "Europe/Madrid"},
    "met SEDIA at their office": MEETING | {"who": ["SEDIA"], "place": "their office"},
    "met SEDIA at Palacio de la Moncloa": MEETING | {"who": ["SEDIA"], "place": "Palacio de la Moncloa"},
    "met SEDIA yesterday 15:00 Barcelona": MEETING
    | {"who": ["SEDIA"], "at": "15:00", "place": "Barcelona"}
    | YESTERDAY,
    "SEDIA briefing 10:00 Barcelona": MEETING | {"who": ["SEDIA"], "at": "10:00", "place": "Barcelona"},
    "met SEDIA 10:00 new york": MEETING | {"who": ["SEDIA"], "at": "10:00", "zone": "America/New_York"},
    "met SEDIA in Japan": MEETING | {"who": ["SEDIA"], "place": "Japan", "zone": "Asia/Tokyo"},
    "call with SEDIA 14:00 UTC": PHONE | {"who": ["SEDIA"], "at": "14:00", "zone": "UTC"},
    # what it was about
    "met SEDIA about cloud security and data residency": MEETING
    | {"who": ["SEDIA"], "topics": ["cloud security", "data residency"]},
    "met SEDIA about cloud security, keys": MEETING | {"who": ["SEDIA"], "topics": ["cloud security", "keys"]},
    "met SEDIA about cloud security in hospitals": MEETING
    | {"who": ["SEDIA"], "topics": ["cloud security"], "title": "cloud security in hospitals"},
    "met SEDIA about keys & the quiet room": MEETING
    | {"who": ["SEDIA"], "topics": ["keys"], "title": "keys & the quiet room"},
    "met SEDIA about the new building, very friendly": MEETING
    | {"who": ["SEDIA"], "title": "new building", "kept": ["very friendly"]},
    "met SEDIA #DataResidency #e-government #nothing-known": MEETING
    | {"who": ["SEDIA"], "topics": ["dataresidency", "e-government", "new nothing known"]},
    "met SEDIA exit and portability": MEETING | {"who": ["SEDIA"], "topics": ["exit and portability"]},
    "SEDIA lost its keys": {"who": ["SEDIA"], "kept": ["lost its keys"]},
    # promises of three sides
    "met SEDIA, they promised the draft law by end of month": MEETING
    | {"who": ["SEDIA"], "promises": [("theirs", "the draft law", "Wed 30 Sep")]},
    "met SEDIA, they will send comments by 1/10 and a list by Monday": MEETING
    | {
        "who": ["SEDIA"],
        "promises": [("theirs", "send comments", "Thu 01 Oct"), ("theirs", "a list", "Mon 21 Sep")],
    },
    "met SEDIA, follow up next week": MEETING | {"who": ["SEDIA"], "promises": [("task", "follow up", "Fri 25 Sep")]},
    "met SEDIA. todo: book a room, ask Bruno": MEETING
    | {"who": ["SEDIA"], "promises": [("task", "book a room, ask Bruno", "")]},
    "met SEDIA, promised paper, they promised data": MEETING
    | {"who": ["SEDIA"], "promises": [("ours", "paper", ""), ("theirs", "data", "")]},
    "promised by Friday a white paper, met SEDIA": MEETING
    | {"who": ["SEDIA"], "promises": [("ours", "a white paper", "Fri 18 Sep")]},
    "met SEDIA, promised paper on cloud security tomorrow, in Madrid": MEETING
    | {"who": ["SEDIA"], "place": "Madrid", "zone": "Europe/Madrid"}
    | {"promises": [("ours", "paper on cloud security", "Wed 16 Sep")]},
    "met SEDIA, promised paper by Friday. Very friendly": MEETING
    | {"who": ["SEDIA"], "promises": [("ours", "paper", "Fri 18 Sep")], "kept": ["Very friendly"]},
    "SEDIA will send the annex": {"who": ["SEDIA"], "promises": [("theirs", "send the annex", "")]},
    # names: cases, accents, scripts, and words that are something else elsewhere
    "met lucia ferran": MEETING | {"who": ["lucia ferran"]},
    "MET LUCIA FERRAN": MEETING | {"who": ["LUCIA FERRAN"]},
    "met MET": MEETING | {"who": ["MET"]},
    "met it": MEETING,
    "met Jean-Luc Picard of AT&T": MEETING | {"who": ["Jean-Luc Picard", "AT&T"]},
    "met Musfik Ozturk": MEETING | {"who": ["Musfik Ozturk"]},
    "met Tran Thi Minh Anh and Nguyen Van Hung": MEETING | {"who": ["Tran Thi Minh Anh", "Nguyen Van Hung"]},
    "met 佐藤晴子 (デジタル庁) yesterday": MEETING | {"who": ["佐藤晴子", "デジタル庁"]} | YESTERDAY,
    "王伟 yesterday": {"who": ["王伟"]} | YESTERDAY,
    "met ندى الحارثي (وزارة المالية) 15:00": MEETING | {"who": ["ندى الحارثي", "وزارة المالية"], "at": "15:00"},
    "met 김민수 in Seoul": MEETING | {"who": ["김민수"], "place": "Seoul", "zone": "Asia/Seoul"},
    "met May Chen on 12 May": MEETING | {"who": ["May Chen"], "day": "Tue 2026-05-12"},
    "April Jones 3 April": {"who": ["April Jones"], "day": "Fri 2026-04-03"},
    "met Friday Institute on Monday": MEETING | {"who": ["Friday Institute"], "day": "Mon 2026-09-14"},
    "met Monday Group on Friday": MEETING | {"new": ["Monday Group"], "day": "Fri 2026-09-11"},
    "met Will Byers": MEETING | {"who": ["Will Byers"]},
    "met Ministry of Trade, Industry and Energy": MEETING | {"who": ["Ministry of Trade, Industry and Energy"]},
    "Lucía Ferrán's office, yesterday": {"who": ["Lucía Ferrán"], "kept": ["office"]} | YESTERDAY,
    # who is of no record yet
    "met Anna Schmidt": MEETING | {"new": ["Anna Schmidt"]},
    "met Anna Schmidt (Ministry of Transport) yesterday": MEETING
    | {"new": ["Anna Schmidt", "Ministry of Transport"]}
    | YESTERDAY,
    "Anna Schmidt (SEDIA)": {"new": ["Anna Schmidt"], "who": ["SEDIA"]},
    "met Anna Schmidt and Peter Klein, who liked Terraform": MEETING
    | {"new": ["Anna Schmidt", "Peter Klein"], "kept": ["who liked Terraform"]},
    "met Juan Carlos de la Torre in Madrid": MEETING
    | {"new": ["Juan Carlos de la Torre"], "place": "Madrid", "zone": "Europe/Madrid"},
    "met Dr Anna Schmidt w/ Director Haruko Sato": MEETING
    | {"new": ["Anna Schmidt"], "who": ["Haruko Sato"], "kept": ["Director"]},
    "Had a great meeting with SEDIA": MEETING | {"who": ["SEDIA"]},
    "met Sofia Marín": MEETING | {"new": ["Sofia Marín"]},
    "met Anna Schmidt Madrid 15:00": MEETING | {"new": ["Anna Schmidt"], "zone": "Europe/Madrid", "at": "15:00"},
    "Terraform is liked": {"kept": ["Terraform is liked"]},
    "see https://example.org/15:00/tomorrow": MEETING | {"kept": ["https://example.org/15:00/tomorrow"]},
    # hardly anything
    "": {},
    "met": MEETING,
    "promised": {"kept": ["promised"]},
    "with": {},
    "#": {},
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_says_what_its_writer_meant(line: str) -> None:
    assert said(line) == LINES[line]


def test_there_are_lines_enough() -> None:
    assert len(LINES) >= 100


SPANISH: dict[str, dict[str, Any]] = {
    "me reuní con Lucía Ferrán (SEDIA) ayer a las 15:00 45 min sobre keys, prometí el informe para el viernes": {
        "kind": "meeting",
        "who": ["Lucía Ferrán", "SEDIA"],
        "day": "Mon 2026-09-14",
        "at": "15:00",
        "length": 45,
        "topics": ["keys"],
        "promises": [("ours", "el informe", "Fri 18 Sep")],
    },
    "llamé a Haruko Sato el martes pasado, nos enviarán el borrador antes del 3 de diciembre": PHONE
    | {
        "who": ["Haruko Sato"],
        "day": "Tue 2026-09-08",
        "promises": [("theirs", "nos enviarán el borrador", "Thu 03 Dec")],
    },
    "taller con SEDIA mañana de 10 a 11:30 en Madrid": {"kind": "workshop", "who": ["SEDIA"], "at": "10:00+90"}
    | TOMORROW
    | {"place": "Madrid", "zone": "Europe/Madrid"},
    "reunión con la Sra. Ana Torres ayer, se comprometieron a enviar el informe antes del viernes": MEETING
    | {"new": ["Ana Torres"], "promises": [("theirs", "enviar el informe", "Fri 18 Sep")]}
    | YESTERDAY,
    "videollamada con Ana Gil hace dos semanas, hora y media": MEETING
    | {"channel": "video", "new": ["Ana Gil"], "day": "Tue 2026-09-01", "length": 90},
}


@pytest.mark.parametrize("line", SPANISH)
def test_another_language_is_data(line: str) -> None:
    assert said(line, "es") == SPANISH[line]


@pytest.mark.parametrize("language", languages())
def test_a_language_says_the_words_of_the_product(language: str) -> None:
    phrases = [phrase for said in languages()[language].phrases.values() for phrase in said]
    manners = [phrase.value for phrase in phrases if phrase.does == "manner"]
    assert {one.kind for one in manners} - {""} == {kind.value for kind in EngagementKind}
    assert {one.channel for one in manners} - {""} == {channel.value for channel in Channel}
    assert {one.status for one in manners} - {""} == {Status.PLANNED.value, Status.CANCELLED.value}
    assert {one.tense for one in manners} == {"", "past", "coming"}
    assert sorted(set(languages()[language].weekdays.values())) == list(range(7))
    assert sorted(set(languages()[language].months.values())) == list(range(1, 13))


def test_words_that_were_taken_back_are_text_and_stay_so_while_one_types_on() -> None:
    assert said("met SEDIA yesterday", released=("yesterday",)) == MEETING | {"who": ["SEDIA"], "kept": ["yesterday"]}
    assert said("met SEDIA yesterday 15:00", released=("yesterday", "sedia")) == MEETING | {
        "at": "15:00",
        "kept": ["SEDIA yesterday"],
    }
    on = "met SEDIA, promised white paper by Friday"
    assert said(on, released=("promised white",)) == MEETING | {"who": ["SEDIA"], "kept": [on[11:]]}


WORDS = [
    *(name for listed in WORLD.values() for name in listed),
    *(words for words, _ in zip(languages()["en"].phrases, range(300), strict=False)),
    *("yesterday", "12 Nov", "2026-11-12", "12/11", "15:00-15:45", "3pm", "45m", "1h30", "Friday", "Madrid", "(", ")"),
    *(",", ";", ".", "\n", "by", "#", "#data-residency", "and", "Anna Schmidt", "'s", "ẞ", "ﬁ", "é", "ุ", "١٢", "½"),
]
TEXTS = some.one_of(
    some.text(max_size=200),
    some.lists(some.sampled_from(WORDS), max_size=25).map(" ".join),
    some.lists(some.sampled_from(WORDS), max_size=25).map("".join),
    some.sampled_from(HOSTILE),
)


@given(TEXTS, some.sampled_from(sorted(languages())), some.dates(date(1900, 1, 1), date(2999, 12, 31)))
@example("by " * 400, "en", TODAY)
def test_every_sign_of_any_text_is_in_one_span_or_in_the_rest(text: str, language: str, today: date) -> None:
    found = read(text, today, languages()[language], names(text))
    assert found == read(text, today, languages()[language], names(text))
    assert found.text == tidied(text)
    ends = 0
    for span in found.spans:
        assert ends <= span.start < span.end <= len(found.text)
        ends = span.end
    rest = list(found.text)
    for span in found.spans:
        rest[span.start : span.end] = "\0" * (span.end - span.start)
    assert all(piece in "".join(rest) for piece in found.kept)


@given(TEXTS)
def test_what_is_taken_back_says_nothing_any_more(text: str) -> None:
    found = reading(text)
    for span in found.spans:
        words = key(found.words(span))
        again = reading(text, released=(words,))
        assert words == "" or words not in {key(again.words(other)) for other in again.spans}


@given(
    some.sampled_from(["met", "called", "video call with", "workshop with", "will meet"]),
    some.lists(
        some.sampled_from(["Lucía Ferrán", "SEDIA", "haruko sato", "佐藤晴子"]), min_size=1, max_size=3, unique=True
    ),
    some.dates(TODAY - timedelta(days=900), TODAY + timedelta(days=900)),
    some.times(),
    some.integers(5, 600),
    some.lists(some.sampled_from(["cloud security", "data residency", "keys"]), max_size=2, unique=True),
    some.permutations(range(4)),
)
def test_what_a_line_was_made_to_say_is_read_back(
    verb: str, who: list[str], day: date, at: time, length: int, topics: list[str], order: list[int]
) -> None:
    about = f"about {' and '.join(topics)}" if topics else ""
    parts = [f"{verb} {', '.join(who)}", f"{day.isoformat()} {at:%H:%M}", f"{length} min", about]
    told = said(" ".join(part for part in (parts[n] for n in order) if part) + ", promised the paper by 3 Dec")
    assert told["who"] == who
    assert (told["day"], told["at"]) == (f"{day:%a %Y-%m-%d}", f"{at:%H:%M}")
    assert told["length"] == length
    assert told.get("topics", []) == topics
    assert told["promises"] == [("ours", "the paper", "Thu 03 Dec")]
    assert "kept" not in told and "new" not in told


def test_a_long_line_is_cut_and_costs_no_more_than_its_length() -> None:
    for piece in (
        "met ",
        "by Friday ",
        "((((",
        "a.a.",
        "in  ",
        "Anna ",
        "佐",
        "promised x by y ",
        "#a ",
        "1h",
        "and ",
        "   ",
    ):
        text = (piece * 10_000)[:10_000]
        found = reading(text)
        assert len(found.text) <= LONGEST
        assert sum(1 for _ in runs(found.text)) <= MOST_RUNS


def test_the_flat_text_has_a_sign_for_each_sign() -> None:
    for text in (*HOSTILE, "Größe ﬁ ½ İ ŉ ẞ Ω é ๑ हिन्दी", WHOLE):
        assert len(flat(tidied(text))) == len(tidied(text))
    assert flat("Lucía Ferrán’s – 15：00") == "lucia ferran's - 15:00"


def test_a_name_behind_a_title_is_taken_back_by_its_chip():
    for name in ("Lucía Ferrán", "Ana Torres"):
        assert not {"who", "new"} & said(f"met Dr. {name}", released=(key(name),)).keys()


def test_a_title_before_what_is_no_name_adds_nothing_to_the_name_after_it():
    spans = [span for span in reading("met Dr. Japan and SEDIA").spans if span.meaning.name == "NAME"]
    assert spans[-1].start == len("met Dr. Japan and ")
