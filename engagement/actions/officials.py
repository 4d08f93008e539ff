"""Officials and their posts: adding, revising, ending, archiving."""

import re
from dataclasses import dataclass
from datetime import date

from engagement.actions.texts import NAME, name, prose
from engagement.actions.turns import take_turn
from engagement.actions.wrong import OutOfRange, PutAway, Unknown, WrongDraft
from engagement.desk import Desk
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.queries import officials as queries
from engagement.queries.keyed import by_key

MAIL = re.compile(r"[^@\s]+@[^@\s]+")


class NotAMailAddress(WrongDraft):
    """Not a name, an @ and a host."""


class Kept(WrongDraft):
    """A post that engagements keep cannot be taken out; `what` is how many do."""


@dataclass(frozen=True)
class OfficialDraft:
    """An official to be."""

    name: str
    email: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True)
class PostDraft:
    """A post to be; both days may be unknown."""

    organisation_id: int
    title: str = ""
    from_on: date | None = None
    to_on: date | None = None


def add(desk: Desk, draft: OfficialDraft, post: PostDraft | None = None) -> Official:
    """A new official, and the post that is known of: both, or nothing. Raises WrongDraft."""
    with desk.db.begin_nested():
        official = Official(created_at=desk.now, **_columns(draft))
        desk.db.add(official)
        desk.db.flush()
        if post is not None:
            appoint(desk, official, post)
    return official


def revise(desk: Desk, official: Official, draft: OfficialDraft, version: int) -> None:
    """Makes an official what the draft says. Raises WrongDraft, Changed."""
    columns = _columns(draft)
    take_turn(desk, official, version)
    for column, value in columns.items():
        setattr(official, column, value)


def appoint(desk: Desk, official: Official, draft: PostDraft) -> Post:
    """A further post. Raises WrongDraft."""
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
    """Takes an official back out."""
    official.archived_at = None


def _columns(draft: OfficialDraft) -> dict[str, str]:
    email = prose("email", draft.email, NAME)
    if email and not MAIL.fullmatch(email):
        raise NotAMailAddress("email", email[:60])
    return {
        "name": name("name", draft.name),
        "email": email,
        "phone": prose("phone", draft.phone, 100),
        "note": prose("note", draft.note),
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
