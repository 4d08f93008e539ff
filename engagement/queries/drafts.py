"""The member's own forms that are open, and those that were saved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.drafts import FormDraft, SentForm


@dataclass(frozen=True)
class DraftRow:
    """A draft as a page offers it: which form it is of, and when it was kept (UTC)."""

    key: str
    page: str
    title: str
    kept_at: datetime


# A draft that was kept by a request which came after the save of its form is none.
_is_sent = exists().where(SentForm.member_id == FormDraft.member_id, SentForm.key == FormDraft.key).correlate(FormDraft)


def drafts(desk: Desk) -> list[DraftRow]:
    """What the member wrote and did not save, the newest first."""
    columns = FormDraft.key, FormDraft.page, FormDraft.title, FormDraft.kept_at
    query = select_visible(desk, FormDraft, *columns).where(~_is_sent)
    return [DraftRow(*row) for row in desk.db.execute(query.order_by(FormDraft.kept_at.desc(), FormDraft.key))]


def draft(desk: Desk, key: str) -> FormDraft | None:
    """One of them with its fields."""
    found: FormDraft | None = desk.db.scalar(select_visible(desk, FormDraft).where(FormDraft.key == key, ~_is_sent))
    return found


def sent(desk: Desk, key: str) -> SentForm | None:
    """How a form of the member's was saved."""
    found: SentForm | None = desk.db.scalar(select_visible(desk, SentForm).where(SentForm.key == key))
    return found
