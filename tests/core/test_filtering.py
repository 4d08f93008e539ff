"""A Filter is the same in an address and in the code, and what means nothing is refused by name."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.core.filtering import LARGEST_KEY, Filter, UnreadableFilter, asked, day, record_key, yes
from engagement.model.words import Status


@dataclass(frozen=True)
class Question(Filter):
    status: Status | None = asked(Status)
    topic: int | None = asked(record_key)
    first: date | None = asked(day)
    confidential: bool | None = asked(yes)


questions = st.builds(
    Question,
    st.none() | st.sampled_from(Status),
    st.none() | st.integers(1, LARGEST_KEY),
    st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    st.none() | st.just(True),
)


@given(questions)
def test_a_question_is_the_same_after_its_way_through_an_address(question: Question) -> None:
    assert Question.from_args(question.to_args()) == question


@given(st.sampled_from(["status", "topic", "first", "confidential"]), st.text())
def test_a_value_is_read_or_refused_by_its_name(name: str, text: str) -> None:
    try:
        question = Question.from_args({name: text})
    except UnreadableFilter as refused:
        assert refused.name == name
    else:
        assert Question.from_args(question.to_args()) == question


@pytest.mark.parametrize("text", ["0", "-1", str(LARGEST_KEY + 1), str(2**63), "1" * 5_000, "٣", "1.0", "x"])
def test_a_key_that_no_record_can_have_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFilter):
        Question.from_args({"topic": text})


def test_a_part_is_changed_or_taken_off_without_touching_the_others() -> None:
    question = Question(status=Status.HELD, topic=7)
    assert question.to_args(topic=None) == {"status": "held"}
    assert question.to_args(confidential=True) == {"status": "held", "topic": "7", "confidential": "1"}
    assert not question.is_open
    assert Question.from_args({"status": " ", "page": "2"}).is_open
