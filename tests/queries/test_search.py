"""Everything is found by words: any script, beginnings, phrases, slips; and nobody finds what they may not see."""

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.core.matching import LONGEST_QUESTION
from engagement.core.paging import LARGEST_ID, Cursor
from engagement.desk import Desk
from engagement.model.words import Status
from engagement.queries.engagements.asking import EngagementFilter, describe
from engagement.queries.engagements.counting import Count, count
from engagement.queries.engagements.exporting import exported
from engagement.queries.engagements.listing import engagements
from engagement.queries.search import Answer, search


def titles(answer: Answer) -> list[str]:
    """The engagements that were found."""
    return ["".join(piece for piece, _ in one.title) for one in answer.engagements]


def names(answer: Answer, kind: str) -> list[str]:
    """The records of a kind that were found."""
    found, _ = answer.names.get(kind, ([], 0))
    return ["".join(piece for piece, _ in one.name) for one in found]


def words(pieces: tuple[tuple[str, bool], ...]) -> list[str]:
    """What is marked."""
    return [piece for piece, is_asked in pieces if is_asked]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Ministère de l’Économie", "economie"),
        ("Ministère de l’Économie", "ministère"),
        ("Großbritannien", "GROSSB"),
        ("Łódź, Ørsted", "orsted lodz"),
        ("デジタル庁との会議", "デジタル"),
        ("デジタル庁との会議", "会議"),
        ("数据安全法", "安全"),
        ("디지털정부 회의", "정부"),
        ("وزارة الاتصالات", "وزاره"),
        ("وزارة الاتصالات", "اتصالات"),
        ("กระทรวงการคลัง", "การคลัง"),
        ("गृह मंत्रालय", "मंत्रालय"),
        ("Ελλάδα 2030", "ελλαδα 20"),
        ("e-government of the U.S.", "e-gov"),
        ("e-government of the U.S.", "U.S."),
        ("Ｔｏｋｙｏ ﬁnance", "tokyo finance"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_title_is_found_in_any_script(asha: Desk, make: ModuleType, written: str, asked: str) -> None:
    make.engagement(asha, title=written)
    make.engagement(asha, title="Another matter")
    answer = search(asha, asked, 5)
    assert titles(answer) == [written]
    assert words(answer.engagements[0].title)


def test_each_part_of_an_engagement_is_found(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency", names=["DAJ"])
    person = make.official(asha, "Haruko Sato", at=body, title="Counsellor")
    topic = make.topic(asha, "Cloud security", names=["Sovereignty"])
    texts = {"summary": "brinjal", "outcome": "courgette", "result_sought": "damson", "place": "elderfield"}
    talk = make.engagement(asha, "A talk", organisations=[body], officials=[person], topics=[topic], **texts)
    make.shared(asha, talk, "fennel")
    make.heard(asha, talk, "gooseberry")
    make.commitment(asha, talk, text="horseradish")
    for asked in (
        *("brinjal", "courgette", "damson", "elderfield", "fennel", "gooseberry", "horseradish"),
        *("digital agency", "daj", "japan", "sato", "counsellor", "cloud", "sovereignty", "menon"),
    ):
        assert titles(search(asha, asked, 5)) == ["A talk"], asked
    (promise,) = search(asha, "horse", 5).commitments
    assert (words(promise.text), promise.engagement_id) == (["horseradish"], talk.id)


def test_what_was_written_around_a_word_is_shown_with_the_word_marked(asha: Desk, make: ModuleType) -> None:
    make.engagement(asha, summary=f"{'before ' * 40}they want <b>data</b> residency soon{' after' * 60}")
    (found,) = search(asha, "resid data", 5).engagements
    text = "".join(piece for piece, _ in found.told)
    assert text.startswith("… ") and text.endswith(" …") and len(text) < 250
    assert words(found.told) == ["data", "residency"]


def test_a_phrase_in_quotes_is_found_as_it_stands(asha: Desk, make: ModuleType) -> None:
    make.engagement(asha, "Data residency in the cloud")
    make.engagement(asha, "Residency of data")
    assert titles(search(asha, '"data residency"', 5)) == ["Data residency in the cloud"]
    assert titles(search(asha, "“data resi", 5)) == ["Data residency in the cloud"]  # the quote is still being typed
    assert len(titles(search(asha, "data residency", 5))) == 2
    make.engagement(asha, "Ends with data", summary="Residency begins")
    assert len(titles(search(asha, '"data residency"', 5))) == 1  # no phrase runs from one text into the next


def test_engagements_come_newest_first_and_names_best_first(asha: Desk, make: ModuleType) -> None:
    for title, days in (("Finance old", -30), ("Finance new", 3), ("Finance now", 0)):
        make.engagement(asha, title, on=make.days(asha, days), organisations=[make.organisation(asha, "Body")])
    for name in ("Institute for Finance", "Finance Committee of Parliament", "Finance", "Ministry of Finances"):
        make.organisation(asha, name)
    make.organisation(asha, "Treasury", names=["Finance"])
    answer = search(asha, "finance", 10)
    assert titles(answer) == ["Finance new", "Finance now", "Finance old"]
    assert names(answer, "organisation") == [
        *("Finance", "Treasury", "Finance Committee of Parliament", "Institute for Finance", "Ministry of Finances"),
    ]
    answer = search(asha, "finance", 2)
    assert (len(titles(answer)), answer.all_engagements) == (2, Count(3))
    assert (len(names(answer, "organisation")), answer.names["organisation"][1]) == (2, 5)


def test_every_kind_of_name_is_found(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, "Quince Agency")
    make.official(asha, "Haruko Quincey", at=body, title="Director")
    make.official(asha, "Haruko Sato", at=body, title="Head of quinces")
    make.topic(asha, "Orchards", names=["Quinces"])
    make.member(asha, "Quinn Rao")
    make.region(asha, "Quinceland", ["FR"])
    found = search(asha, "quin", 5)
    assert {kind: names(found, kind) for kind in found.names} == {
        "organisation": ["Quince Agency"],
        "official": ["Haruko Quincey", "Haruko Sato"],
        "topic": ["Orchards"],
        "member": ["Quinn Rao"],
        "region": ["Quinceland"],
    }
    assert names(search(asha, "japan", 5), "country") == ["Japan"]
    make.archived(asha, body)
    assert names(search(asha, "quince agency", 5), "organisation") == []


@pytest.mark.parametrize("slip", ["minstry", "ministrry", "minustry", "minsitry", "mimistry"])
def test_one_slip_is_forgiven(asha: Desk, make: ModuleType, slip: str) -> None:
    make.engagement(asha, "Talk with the ministry of trade")
    answer = search(asha, f"{slip} trade", 5)
    assert (titles(answer), answer.instead) == (["Talk with the ministry of trade"], "ministry trade")
    assert search(asha, "miinistrry", 5).is_empty


def test_a_word_that_somebody_wrote_is_not_mended(asha: Desk, make: ModuleType) -> None:
    make.engagement(asha, "Talk with the minstry")
    make.engagement(asha, "Talk with the ministry")
    answer = search(asha, "minstry", 5)
    assert (titles(answer), answer.instead) == (["Talk with the minstry"], "")


def test_confidential_words_are_found_and_mended_by_their_own_people_only(
    asha: Desk, bruno: Desk, make: ModuleType
) -> None:
    talk = make.engagement(asha, "Project Wolverine", members=[asha.member], confidential=True)
    make.commitment(asha, talk, text="Send the wolverine paper")
    answer = search(asha, "wolverine", 5)
    assert (titles(answer), len(answer.commitments)) == (["Project Wolverine"], 1)
    assert search(asha, "wolverin paper", 5).commitments
    assert search(asha, "wolvrine", 5).instead == "wolverine"
    for asked in ("wolverine", "wolv", "wolvrine", "project wolverine"):
        assert search(bruno, asked, 5).is_empty
        assert count(bruno, EngagementFilter(q=asked)) == Count(0)
    talk.confidential = False
    asha.db.commit()
    assert titles(search(bruno, "wolverine", 5)) == ["Project Wolverine"]


def test_a_slip_is_mended_as_if_confidential_words_were_none(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    make.engagement(bruno, "Talk on atlantiyfoo")
    assert search(bruno, "atlantix", 5).instead == "atlanti"
    make.engagement(bruno, "Talk on borealis")
    for hidden in ("atlantis", "atlanti", *(f"boreal{letter}s" for letter in "abcdefgh"), "borali", "boreals"):
        make.engagement(asha, hidden, members=[asha.member], confidential=True)
    assert search(bruno, "borealjs", 5).instead == "borealis"
    assert search(bruno, "atlantix", 5).instead == "atlanti"


def test_words_go_together_with_every_other_part_of_the_question(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    here, there = make.organisation(asha, "Here", country="JP"), make.organisation(asha, "There", country="ES")
    for number in range(7):
        make.engagement(
            asha,
            f"Cloud talk {number}",
            on=make.days(asha, -number),
            organisations=[(here, there)[number % 2]],
            status=Status.PLANNED if number < 2 else Status.HELD,
            confidential=number == 4,
        )
    make.engagement(asha, "Something else", organisations=[here])
    asked = EngagementFilter(q="clou talk", country=here.country_id)
    assert [row.title[-1] for row in engagements(asha, asked).rows] == ["0", "2", "4", "6"]
    assert [row.title[-1] for row in engagements(bruno, asked).rows] == ["0", "2", "6"]
    held = replace(asked, status=Status.HELD, last=make.days(asha, -3))
    assert [row.title[-1] for row in engagements(asha, held).rows] == ["4", "6"]
    assert (count(asha, asked), count(asha, held)) == (Count(4), Count(2))
    assert [one.row.title[-1] for one in exported(asha, held)] == ["4", "6"]
    assert [row.title[-1] for row in engagements(asha, replace(asked, confidential=True)).rows] == ["4"]
    first = engagements(asha, asked, size=2)
    second = engagements(asha, asked, size=2, older_than=first.older)
    assert [row.title[-1] for row in second.rows] == ["4", "6"] and second.older is None
    assert engagements(asha, asked, size=2, newer_than=second.newer).rows == first.rows
    assert [part.words for part in describe(asha, asked)] == ["“clou talk”", "Japan"]


@pytest.mark.parametrize("walks", [True, False])
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_both_ways_of_postgresql_find_the_same(
    asha: Desk, bruno: Desk, make: ModuleType, walks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engagement.queries.words.Words.are_common", lambda *_asked: walks)
    test_words_go_together_with_every_other_part_of_the_question(asha, bruno, make)


HOSTILE = (
    *("'", '"', '"""', "*", "a*", "^a", "a AND b", "NOT a", "a NEAR/2 b", "-a", "a:b", "words:a", "§o", "(((", "))"),
    *("'; DROP TABLE engagement; --", "a' OR '1'='1", "%", "_", "\\", "a\\", "&|!<->", "a:*", "\0", "a\0b", "\ud800"),
    *(
        "\U0010ffff",
        "a" * 10_000,
        "a " * 5_000,
        '"' * 10_000,
        "日" * 10_000,
        "ا" * 3,
        "¶",
        "é" * 300,
        "{a}",
        "+a",
        ":words",
    ),
)


@pytest.fixture
def written(asha: Desk, make: ModuleType) -> Desk:
    """Three engagements with something of what is typed below in their titles."""
    for title in ("a b", "é 日 ا", "words not near a"):
        make.engagement(asha, title)
    return asha


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(written: Desk, asked: str) -> None:
    answered(written, asked)


@settings(max_examples=60)
@given(asked=st.one_of(st.text(st.characters(codec=None)), st.text("abé日한ا\"'*:^-()§ \t", max_size=40)))
def test_any_text_is_answered(written: Desk, asked: str) -> None:
    answered(written, asked)


def answered(desk: Desk, asked: str) -> None:
    """Asks the box and the list, which find the same; where there is no word in it, the box says so."""
    try:
        answer = search(desk, asked, 3)
    except ValueError:
        assert not any(sign.isalnum() for sign in asked[:LONGEST_QUESTION] if sign.isascii())
        return
    question = EngagementFilter.from_args({"q": answer.instead or asked})
    assert sorted(titles(answer)) == sorted(row.title for row in engagements(desk, question).rows)
    assert EngagementFilter.from_args(question.to_args()) == question


def test_a_page_of_words_begins_where_any_cursor_says(asha: Desk, make: ModuleType) -> None:
    make.engagement(asha, "Cloud")
    oldest, newest = Cursor(date.min, 0), Cursor(date.max, LARGEST_ID)
    for cursor, older, newer in ((oldest, [], ["Cloud"]), (newest, ["Cloud"], [])):
        cloud = EngagementFilter(q="cloud")
        assert [row.title for row in engagements(asha, cloud, older_than=cursor).rows] == older
        assert [row.title for row in engagements(asha, cloud, newer_than=cursor).rows] == newer
