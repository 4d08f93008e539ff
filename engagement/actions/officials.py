"""Officials and their posts: adding, revising, ending, archiving."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.actions.texts import NAME, name, prose
from engagement.actions.turns import take_turn
from engagement.actions.wrong import Missing, OutOfRange, PutAway, Unknown, WrongDraft
from engagement.core.periods import years_on
from engagement.desk import Desk
from engagement.model.officials import REVIEWED_AFTER, Notice, Official, Post
from engagement.model.organisations import Organisation
from engagement.queries import officials as queries
from engagement.queries.keyed import by_key

OBJECTION = 2_000  # characters
MAIL = re.compile(r"[^@\s]+@[^@\s]+")


class NotAMailAddress(WrongDraft):
    """Not a name, an @ and a host."""


class Kept(WrongDraft):
    """A post that engagements keep cannot be taken out; `what` is how many do."""


class StillToCome(WrongDraft):
    """A day on which something cannot have happened yet; `what` is the day."""


class Erased(WrongDraft):
    """An official whose name was erased: nothing is written about them any more."""


@dataclass(frozen=True)
class OfficialDraft:
    """An official to be. `source` says where the data come from; empty: the member who adds them wrote it.

    `notice` says how they were told that data on them are kept, `objection` why they want it to end. Without a
    `review_on` a new official is looked at again after some years; with none on an old one nobody looks again.
    """

    name: str
    email: str = ""
    phone: str = ""
    note: str = ""
    source: str = ""
    notice: Notice | None = None
    notice_on: date | None = None
    notice_how: str = ""
    review_on: date | None = None
    objected_on: date | None = None
    objection: str = ""


@dataclass(frozen=True)
class PostDraft:
    """A post to be; both days may be unknown."""

    organisation_id: int
    title: str = ""
    from_on: date | None = None
    to_on: date | None = None


def add(desk: Desk, draft: OfficialDraft, post: PostDraft | None = None) -> Official:
    """A new official, and the post that is known of: both, or nothing. Raises WrongDraft."""
    columns = _columns(desk, draft)
    columns["source"] = columns["source"] or f"written by {desk.member.name}"
    columns["review_on"] = columns["review_on"] or years_on(desk.today, REVIEWED_AFTER)
    with desk.db.begin_nested():
        official = Official(created_at=desk.now, **columns)
        desk.db.add(official)
        desk.db.flush()
        if post is not None:
            appoint(desk, official, post)
    return official


def revise(desk: Desk, official: Official, draft: OfficialDraft, version: int) -> None:
    """Makes an official what the draft says. Raises WrongDraft, Changed."""
    _living(official)
    columns = _columns(desk, draft)
    take_turn(desk, official, version)
    for column, value in columns.items():
        setattr(official, column, value)


def appoint(desk: Desk, official: Official, draft: PostDraft) -> Post:
    """A further post. Raises WrongDraft."""
    _living(official)
    post = Post(official_id=official.id, **_post_columns(desk, draft))
    desk.db.add(post)
    desk.db.flush()
    return post


def revise_post(desk: Desk, post: Post, draft: PostDraft, version: int) -> None:
    """Makes a post what the draft says; engagements keep its title of their day. Raises WrongDraft, Changed."""
    columns = _post_columns(desk, draft, post)
    take_turn(desk, post, version)
    for column, value in columns.items():
        setattr(post, column, value)


def strike_post(desk: Desk, post: Post) -> None:
    """Takes out a post that was put in by mistake. Raises Kept."""
    kept = queries.engagements_with(desk, post)
    if kept:
        raise Kept("post", kept)
    desk.db.delete(post)


def archive(desk: Desk, official: Official) -> None:
    """Puts an official away: proposed no more, and all that names them stays."""
    official.archived_at = official.archived_at or desk.now


def restore(desk: Desk, official: Official) -> None:
    """Takes an official back out. Raises Erased."""
    _living(official)
    official.archived_at = None


def _living(official: Official) -> None:
    if official.erased_at is not None:
        raise Erased("name")


def _columns(desk: Desk, draft: OfficialDraft) -> dict[str, Any]:
    email = prose("email", draft.email, NAME)
    if email and not MAIL.fullmatch(email):
        raise NotAMailAddress("email", email[:60])
    how, objection = prose("notice_how", draft.notice_how, NAME), prose("objection", draft.objection, OBJECTION)
    if draft.notice is None and (draft.notice_on or how):
        raise Missing("notice")
    for part, day in (("notice_on", draft.notice_on), ("objected_on", draft.objected_on)):
        if day and day > desk.today:
            raise StillToCome(part, day)
    return {
        "name": name("name", draft.name),
        "email": email,
        "phone": prose("phone", draft.phone, 100),
        "note": prose("note", draft.note),
        "source": prose("source", draft.source, NAME),
        "notice": draft.notice,
        "notice_on": (draft.notice_on or desk.today) if draft.notice else None,
        "notice_how": how,
        "review_on": draft.review_on,
        "objected_on": draft.objected_on or (desk.today if objection else None),
        "objection": objection,
    }


def _post_columns(desk: Desk, draft: PostDraft, itself: Post | None = None) -> dict[str, object]:
    organisation = by_key(desk, Organisation, [draft.organisation_id]).get(draft.organisation_id)
    if organisation is None:
        raise Unknown("organisation_id", draft.organisation_id)
    if organisation.is_archived and (itself is None or itself.organisation_id != organisation.id):
        raise PutAway("organisation_id", organisation.name)
    if draft.from_on and draft.to_on and draft.to_on < draft.from_on:
        raise OutOfRange("to_on", draft.from_on)
    title = prose("title", draft.title, NAME)
    return {"organisation_id": organisation.id, "title": title, "from_on": draft.from_on, "to_on": draft.to_on}
