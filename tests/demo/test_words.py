"""The words of the demonstration world fit together: what one file names, another has."""

from collections.abc import Iterator

import pytest
from pycountry import countries

from engagement.actions.proposed_regions import REGION_OF
from engagement.demo.reading import Words, read_words

PARTICULARS = dict.fromkeys(
    (
        *("they", "They", "post", "Post", "country", "other", "month", "month_past"),
        *("topic", "topic_low", "title", "title_low", "n", "many"),
    ),
    "x",
)
TOLD = {
    *("title", "said", "need", "concern", "stance", "position", "insight", "resource", "lesson", "outcome"),
    *("ours", "theirs"),
}


@pytest.fixture
def words() -> Words:
    return read_words()


def texts(words: Words) -> Iterator[str]:
    for phrases in (words.phrases, *(subject.said for subject in words.subjects), *words.languages.values()):
        for listed in phrases.values():
            yield from listed


def test_every_country_falls_into_one_region() -> None:
    assert REGION_OF.keys() == {country.alpha_2 for country in countries}
    assert len(set(REGION_OF.values())) == 3


def test_every_place_has_people_and_posts(words: Words) -> None:
    assert {place.culture for place in words.places} <= words.cultures.keys()
    assert {place.language for place in words.places} <= words.posts.keys()
    assert all(place.code in REGION_OF for place in words.places if place.is_country)


def test_everything_can_be_said_about_every_topic(words: Words) -> None:
    assert len(words.subjects) > 30
    for subject in words.subjects:
        assert subject.said.keys() >= TOLD, subject.name
        assert all(text.count(" | ") == 1 for word in ("need", "stance") for text in subject.said[word])


def test_every_text_can_be_filled_in(words: Words) -> None:
    for text in texts(words):
        assert "{" not in text.format(**PARTICULARS)


def test_a_title_in_another_language_names_a_topic(words: Words) -> None:
    topics = {subject.name for subject in words.subjects}
    for language in words.languages.values():
        assert {title.split(" | ")[0] for title in language["title"]} <= topics
        assert {"summary", "outcome", "shared", "heard", "commitment"} <= language.keys()
