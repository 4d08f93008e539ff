"""History is the session's own record: who, when, what, before and after, in the same transaction."""

from types import ModuleType
from typing import Any

from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.changes import Change, Verb


def history(desk: Desk, kind: str) -> list[Change]:
    """What happened to records of a kind, oldest first."""
    return list(desk.db.scalars(select(Change).where(Change.kind == kind).order_by(Change.id)))


def told(change: Change) -> tuple[Verb, dict[str, Any], dict[str, Any]]:
    """The gist of a change."""
    return change.verb, change.before, change.after


def test_a_change_is_told_with_before_and_after(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha, "Talk", on=make.days(asha, 1))
    talk.title, talk.local_date = "Hearing", make.days(asha, 2)
    asha.db.commit()
    first, second = history(asha, "engagement")
    assert first.verb is Verb.MADE and first.after["title"] == "Talk"
    assert told(second) == (
        Verb.CHANGED,
        {"title": "Talk", "local_date": "2026-09-16"},
        {"title": "Hearing", "local_date": "2026-09-17"},
    )
    assert (second.at, second.member_id) == (asha.now, asha.member.id)


def test_what_belongs_to_an_engagement_is_told_on_its_page(asha: Desk, make: ModuleType) -> None:
    promise = make.commitment(asha)
    about = {(change.about_kind, change.about_id) for change in history(asha, "commitment")}
    assert about == {("engagement", promise.engagement_id)}


def test_what_is_taken_away_stays_in_the_history(asha: Desk, make: ModuleType) -> None:
    promise = make.commitment(asha, text="Send the paper")
    asha.db.delete(promise)
    asha.db.commit()
    verb, before, _ = told(history(asha, "commitment")[-1])
    assert verb is Verb.REMOVED and before["text"] == "Send the paper"


def test_what_is_undone_was_never_there(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha)
    talk.title = "Never saved"
    asha.db.flush()
    asha.db.rollback()
    assert [change.verb for change in history(asha, "engagement")] == [Verb.MADE]


def test_a_password_is_never_told(farid: Desk, make: ModuleType) -> None:
    member = make.member(farid, password_hash="$argon2id$first")
    member.password_hash = "$argon2id$second"
    farid.db.commit()
    changes = history(farid, "member")
    assert changes[-1].after == {"password_hash": "kept secret"}
    assert "argon2id" not in str([told(change) for change in changes])


def test_saving_without_a_change_tells_nothing(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha, "Talk")
    talk.title = "Talk"
    asha.db.commit()
    assert len(history(asha, "engagement")) == 1
