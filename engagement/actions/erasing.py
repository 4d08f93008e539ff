"""Takes a person's name out of the whole record: the person becomes a number, every figure stays (GDPR, article 17).

Nothing here goes through the session, or history would say the name once more. What is kept, and why, stands in
docs/decisions/people.md.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, event, update

from engagement.actions import jobs
from engagement.core.files import private
from engagement.core.matching import index_words
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.base import Versioned
from engagement.model.changes import Change
from engagement.model.drafts import FormDraft
from engagement.model.engagements import Engagement, EngagementOfficial
from engagement.model.invited import InvitedPerson
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation, OrganisationName
from engagement.queries import erasures as queries
from engagement.queries.keyed import by_key
from engagement.queries.mentions import TEXTS, Person, changes_naming, owners, person, rows_naming
from engagement.upkeep.attendance import note_engagements, note_renamed, settle
from engagement.upkeep.search.forgetting import forget_words
from engagement.upkeep.search.names import Named

GONE = "erased"  # stands in history where a text about the person stood
PRIVATE = frozenset({"email", "phone", "note", "source", "notice_how", "objection"})
HIDDEN = {
    "official": PRIVATE,
    "post": frozenset({"title"}),
    "engagement_official": frozenset({"post_title"}),
    "invited_person": frozenset({"name", "address"}),
}
PART = 500  # keys in one statement


@dataclass
class Erased:
    """What was rewritten: how many texts, changes of the history, and engagements."""

    pseudonym: str
    texts: int = 0
    changes: int = 0
    engagement_ids: set[int] = field(default_factory=set)


def pseudonym(official_id: int) -> str:
    """What an official is called whose name was erased."""
    return f"Official {official_id}"


def erase(desk: Desk, official: Official, kept: Path, made: Sequence[Path]) -> Erased:
    """Puts a pseudonym in the place of the name wherever it stands, empties the record, and puts it away. Records that
    were merged into it get their own, since they stand by themselves if the merge is undone.

    `kept` is the list of those who were erased, by key alone, for a backup that is taken in again; `made` the folders
    of papers that can be made again: they are emptied. A job wipes the freed bytes out of the database.
    """
    whom = person(desk, official)
    done = Erased(pseudonym(official.id), engagement_ids=set(whom.engagement_ids))
    for kind in TEXTS:
        _rewrite(desk, whom, kind, done)
    _rewrite_history(desk, whom, done)
    _empty(desk, whom)
    for ids in _parts(done.engagement_ids):  # a form that is open elsewhere cannot bring the name back
        _update(desk, Engagement, Engagement.id.in_(ids), version=Engagement.version + 1)
    desk.db.expire_all()
    records = list(by_key(desk, Official, whom.keys).values())
    for one in records:
        one.erased_at = desk.now
        # put away by the merge until now: what is newer than a merge stays when it is undone
        one.archived_at = desk.now if one is not official else official.archived_at or desk.now
    note_engagements(desk.db, done.engagement_ids)
    settle(desk.db)
    words = [word for text in (*whom.mentions.names, *whom.mentions.signs) for word in index_words(text)]
    forget_words(desk.db.connection(), words)
    for folder in made:
        for paper in folder.glob("*"):
            paper.unlink(missing_ok=True)
    lines = [[one.id, one.created_at.isoformat(), desk.now.isoformat()] for one in records]
    event.listen(desk.db, "after_commit", lambda _: _list(kept, lines), once=True)
    if desk.member_id is not None:  # a command does it itself
        jobs.ask(desk, jobs.WIPING, {})
    return done


def erase_listed(desk: Desk, listed: Iterable[tuple[int, datetime]], kept: Path, made: Sequence[Path]) -> list[int]:
    """Erases again those of a list of erased officials whom an older backup brought back. A key that stands for another
    person by now is known by when the record was made. Says which."""
    again = []
    for official in queries.brought_back(desk, list(listed)):
        if official.erased_at is None:  # else it went with the one into which it was merged
            erase(desk, official, kept, made)
        again.append(official.id)
    return again


def _rewrite(desk: Desk, whom: Person, kind: type[Any], done: Erased) -> None:
    key = kind.__table__.primary_key.columns.values()
    keys: list[Any] = []
    for found, texts in list(rows_naming(desk, whom, kind, seen=False)):
        changed = {name: whom.mentions.replaced_within(value, done.pseudonym) for name, value in texts.items()}
        if kind is InvitedPerson:
            changed = _nobody(found, done.pseudonym)
        if kind in (Organisation, OrganisationName):
            changed["folded"] = fold(changed["name"])
        if issubclass(kind, Versioned):
            changed["version"] = kind.version + 1
        values = found if isinstance(found, tuple) else (found,)
        _update(desk, kind, and_(*(part == value for part, value in zip(key, values, strict=True))), **changed)
        done.texts += 1
        keys.append(found)
    if kind is Organisation:
        note_renamed(desk.db, Named.ORGANISATION, keys)
    if kind is OrganisationName:
        note_renamed(desk.db, Named.ORGANISATION, queries.organisations_of(desk, keys))
    if kind is Engagement:
        done.engagement_ids |= set(keys)
    elif hasattr(kind, "engagement_id"):
        done.engagement_ids |= owners(desk, kind, keys)


def _rewrite_history(desk: Desk, whom: Person, done: Erased) -> None:
    for key, kind, own, before, after in list(changes_naming(desk, whom)):
        if own is not None:
            before, after = _scrubbed(kind, before, pseudonym(own)), _scrubbed(kind, after, pseudonym(own))
        told = [whom.mentions.replaced_within(values, done.pseudonym) for values in (before, after)]
        _update(desk, Change, Change.id == key, before=told[0], after=told[1])
        done.changes += 1


def _scrubbed(kind: str, values: dict[str, Any], name: str) -> dict[str, Any]:
    """What history may keep of the person's own record: days and keys."""
    hidden = HIDDEN.get(kind, frozenset())
    told = {column: GONE if value and column in hidden else value for column, value in values.items()}
    return told | {"name": name} if kind == "official" and told.get("name") else told


def _empty(desk: Desk, whom: Person) -> None:
    blank = dict.fromkeys(PRIVATE, "")
    for key in whom.keys:
        own = {"name": pseudonym(key), "folded": fold(pseudonym(key)), "version": Official.version + 1}
        _update(desk, Official, Official.id == key, **own, **blank)
    _update(desk, Post, Post.official_id.in_(whom.keys), title="", version=Post.version + 1)
    _update(desk, EngagementOfficial, EngagementOfficial.official_id.in_(whom.keys), post_title="")
    for key in whom.invited_ids:
        _update(desk, InvitedPerson, InvitedPerson.id == key, **_nobody(key, pseudonym(whom.official.id)))
    for key in whom.keys:
        desk.db.execute(delete(FormDraft).where(FormDraft.page.contains(f"/officials/{key}/")))


def _nobody(key: int, name: str) -> dict[str, Any]:
    """An invited person of whom only the answer is kept."""
    return {"name": name, "address": f"{key}@erased.invalid"}


def _update(desk: Desk, kind: Any, condition: Any, **values: Any) -> None:
    statement = update(kind).where(condition).values(**values)
    desk.db.execute(statement, execution_options={"synchronize_session": False})


def _parts(keys: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(keys)
    return (ordered[at : at + PART] for at in range(0, len(ordered), PART))


def _list(kept: Path, lines: list[list[Any]]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with private(kept, "a", newline="") as file:
        csv.writer(file).writerows(lines)
