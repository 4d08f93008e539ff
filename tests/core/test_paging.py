"""A page cursor is read only as it was written."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.core.paging import LARGEST_ID, Cursor, UnreadableCursor

cursors = st.builds(Cursor, st.dates(), st.integers(0, LARGEST_ID))


@given(cursors)
def test_a_cursor_says_the_same_after_its_way_through_an_address(cursor: Cursor) -> None:
    assert Cursor.read(str(cursor)) == cursor


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin1")))
def test_a_cursor_that_was_made_up_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(UnreadableCursor):
        Cursor.read(text)


@given(cursors, st.integers(0, 30), st.characters())
def test_a_cursor_that_was_changed_is_refused_or_names_another_place(cursor: Cursor, at: int, sign: str) -> None:
    text = str(cursor)
    changed = text[: at % len(text)] + sign + text[at % len(text) + 1 :]
    with suppress(UnreadableCursor):
        assert str(Cursor.read(changed)) == changed


@pytest.mark.parametrize("key", [-1, LARGEST_ID + 1])
def test_no_cursor_names_a_row_that_no_engine_can_have(key: int) -> None:
    with pytest.raises(UnreadableCursor):
        Cursor.read(str(Cursor(date(2026, 1, 1), key)))
