"""Whole pages against the page floor: the same statements by hand, the same template, the same server."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from benchmarks.harness import Bar, Pair
from benchmarks.serving import both_served, text
from benchmarks.worlds import World
from engagement.desk import Desk
from engagement.model.scope import ScopeMonth
from engagement.model.words import Channel, EngagementKind, OrganisationKind, Status
from engagement.queries.engagements.asking import SCOPES, EngagementFilter
from engagement.queries.engagements.listing import every

DEEP = 200  # pages
BAR, HARD = Bar(2.5, 1.3), Bar(3, 2)
WORDS = {"body_kind": OrganisationKind, "kind": EngagementKind, "status": Status, "channel": Channel}
COMBINED = (("region", "topic", "kind"), ("country", "function", "status"), ("member", "need", "channel"))
TOKEN = re.compile(r'(name="csrf_token" value=)"[^"]*"')


def pairs(world: World) -> Iterator[Pair]:
    """The list without and with each filter, combined and far down; the page of an engagement and of a body."""
    with world.reading() as desk:
        paths = list(_paths(desk))
    with both_served(world) as (ours, floor):
        for work, path, bar in paths:
            yield Pair(work, partial(ours.get, path), partial(floor.get, path), bar, plain)


def plain(content: Any) -> str:
    """A page without what differs each time."""
    return TOKEN.sub(r'\1""', text(content))


def _paths(desk: Desk) -> Iterator[tuple[str, str, Bar]]:
    usual = {part: _usual(desk, part) for part in SCOPES}
    yield "list page", "/engagements", BAR
    singles = [*usual.items(), ("open", 1), ("confidential", 1)]
    yield from ((f"list page, by {part}", _address({part: value}), BAR) for part, value in singles)
    for parts in COMBINED:
        yield f"list page, {' + '.join(parts)}", _address({part: usual[part] for part in parts}), HARD
    deep = [rows[0] for rows in islice(every(desk, EngagementFilter(), 50), DEEP)][-1]
    yield f"list page, {DEEP} pages deep", _address({"older": deep.cursor}), HARD
    held = next(every(desk, EngagementFilter(status=Status.HELD), 20))[-1]
    yield "page of an engagement", f"/engagements/{held.id}", BAR
    yield "page of an organisation with its timeline", f"/organisations/{usual['organisation']}", BAR


def _address(asked: dict[str, Any]) -> str:
    return f"/engagements?{urlencode(asked)}"


def _usual(desk: Desk, part: str) -> Any:
    """A value of a filter in the middle of those with most engagements: neither the largest nor a rare one."""
    total = func.sum(ScopeMonth.n)
    query = select(ScopeMonth.key).where(ScopeMonth.kind == int(SCOPES[part])).group_by(ScopeMonth.key)
    keys = desk.db.scalars(query.order_by(total.desc(), ScopeMonth.key).limit(9)).all()
    key = keys[len(keys) // 2]
    return list(WORDS[part])[key - 1].value if part in WORDS else key
