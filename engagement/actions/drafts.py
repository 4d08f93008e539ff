"""Forms that are open: what was typed is kept until it is saved, and what is sent twice is made once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from engagement.desk import Desk
from engagement.model.drafts import FormDraft, SentForm
from engagement.queries import drafts as queries

MOST = 50  # drafts of one member; the oldest go first
KEPT_FOR = timedelta(days=30)
SENT_FOR = timedelta(days=31)  # longer than any draft, so that one that comes late is known as saved


def claim(desk: Desk, key: str, digest: str) -> SentForm | None:
    """Says that the form `key` is saved by this transaction, and drops its draft; none, or how it was saved before.

    Whoever sends the same form at the same time waits here until the first has ended, well or not.
    """
    values = {"member_id": desk.member.id, "key": key, "digest": digest, "at": desk.now}
    claiming = _insert(desk, SentForm).values(values).on_conflict_do_nothing().returning(SentForm.key)
    if desk.db.scalar(claiming) is None:
        return queries.sent(desk, key)
    drop(desk, key)
    return None


def lead(desk: Desk, key: str, address: str) -> None:
    """Keeps where a form that is being saved leads."""
    mine = SentForm.member_id == desk.member.id, SentForm.key == key
    desk.db.execute(update(SentForm).where(*mine).values(led_to=address))


def let_go(desk: Desk, key: str) -> None:
    """Takes a claim back: nothing was saved of the form, so sent again it is tried again."""
    desk.db.execute(delete(SentForm).where(SentForm.member_id == desk.member.id, SentForm.key == key))


def keep(desk: Desk, key: str, page: str, title: str, fields: list[tuple[str, str]]) -> None:
    """Keeps what was typed into a form so far, in the place of what was kept before."""
    now: dict[str, Any] = {"page": page, "title": title, "fields": fields, "kept_at": desk.now}
    values = now | {"member_id": desk.member.id, "key": key, "begun_at": desk.now}
    desk.db.execute(
        _insert(desk, FormDraft).values(values).on_conflict_do_update(index_elements=["member_id", "key"], set_=now)
    )
    too_many = queries.keys(desk)[MOST:]
    if too_many:
        mine = FormDraft.member_id == desk.member.id
        desk.db.execute(delete(FormDraft).where(mine, FormDraft.key.in_(too_many)))


def drop(desk: Desk, key: str) -> None:
    """Forgets what was typed into a form of the member's own."""
    desk.db.execute(delete(FormDraft).where(FormDraft.member_id == desk.member.id, FormDraft.key == key))


def forget(desk: Desk) -> None:
    """Lets drafts and sent forms of everybody go that are a month old."""
    desk.db.execute(delete(FormDraft).where(FormDraft.kept_at < desk.now - KEPT_FOR))
    desk.db.execute(delete(SentForm).where(SentForm.at < desk.now - SENT_FOR))


def _insert(desk: Desk, kind: Any) -> Any:
    dialect = postgresql if desk.db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(kind)
