"""The member's own forms that are open, and those that were saved."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.drafts import FormDraft, SentForm
from engagement.model.engagements import Engagement
from engagement.queries.keyed import by_key

_OF_ENGAGEMENT = re.compile(r"/engagements/([0-9]{1,9})/")


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
    """What the member wrote and did not save, the newest first; that of an engagement which is hidden from them by now
    is left out, since its title may tell what was written there since."""
    columns = FormDraft.key, FormDraft.page, FormDraft.title, FormDraft.kept_at
    query = select_visible(desk, FormDraft, *columns).where(~_is_sent)
    rows = [DraftRow(*row) for row in desk.db.execute(query.order_by(FormDraft.kept_at.desc(), FormDraft.key))]
    of = {row.key: int(found[1]) for row in rows if (found := _OF_ENGAGEMENT.match(row.page))}
    seen = by_key(desk, Engagement, set(of.values()))
    return [row for row in rows if row.key not in of or of[row.key] in seen]


def keys(desk: Desk) -> list[str]:
    """The keys of all that is kept for the member, the newest first."""
    query = select_visible(desk, FormDraft, FormDraft.key).where(~_is_sent)
    return list(desk.db.scalars(query.order_by(FormDraft.kept_at.desc(), FormDraft.key)))


def draft(desk: Desk, key: str) -> FormDraft | None:
    """One of them with its fields."""
    found: FormDraft | None = desk.db.scalar(select_visible(desk, FormDraft).where(FormDraft.key == key, ~_is_sent))
    return found


def sent(desk: Desk, key: str) -> SentForm | None:
    """How a form of the member's was saved."""
    found: SentForm | None = desk.db.scalar(select_visible(desk, SentForm).where(SentForm.key == key))
    return found
