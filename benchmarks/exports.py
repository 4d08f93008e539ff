"""The list as CSV against the driver and the csv module, which write the same file."""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from benchmarks.driver import LINKED, OPEN
from benchmarks.harness import Amount, Bar, Pair
from benchmarks.memory import ran
from benchmarks.serving import signed_in
from benchmarks.worlds import Raw, World
from engagement.app import create_app
from engagement.core.settings import read_settings
from engagement.core.workbook import FORMULA
from engagement.installation import Installation
from engagement.model.scope import EngagementScope, Scope

ROWS = 20_000
PART = 2_000
FLAT = 12  # megabytes that ten times the rows may take more
ENGAGEMENTS = f"""SELECT e.id, e.title, e.kind, e.status, e.channel, e.local_date, e.starts_at, e.zone, e.minutes,
    e.place, e.asked_by, e.purpose, e.hours, e.summary, e.outcome, e.result_sought, e.confidential
  FROM (SELECT b.local_date, b.engagement_id FROM engagement_scope b
    WHERE b.kind = 0 AND b.key = 0 AND b.local_date >= %s AND (b.local_date, b.engagement_id) < (%s, %s)
      AND {OPEN.format("b")} ORDER BY b.local_date DESC, b.engagement_id DESC LIMIT %s) p
  JOIN engagement e ON e.id = p.engagement_id ORDER BY p.local_date DESC, p.engagement_id DESC"""
ENTRIES = """SELECT engagement_id, 0, position, kind, text FROM shared WHERE engagement_id IN ({0})
UNION ALL SELECT engagement_id, 1, position, kind, text FROM heard WHERE engagement_id IN ({0})
UNION ALL SELECT engagement_id, 2, position, state, text FROM commitment WHERE engagement_id IN ({0})
ORDER BY 1, 2, 3"""
HEAD = (
    *("Number", "Title", "Kind", "Status", "How", "Date", "Start (UTC)", "Clock of", "Minutes", "Place"),
    *("Organisations", "Officials", "Team members", "Topics", "Who asked for it", "Purpose", "Hours", "What happened"),
    *("Outcome", "Result sought", "Shared", "Heard", "Commitments", "Confidential", "Address"),
)
HOME = "http://localhost/"


def pairs(world: World) -> Iterator[Pair | Amount]:
    """The newest 20,000 engagements, or all where there are fewer."""
    rows = min(ROWS, world.size)
    with world.reading() as desk:
        first = desk.db.scalar(_newest(rows))
        few = desk.db.scalar(_newest(rows // 10))
        me = desk.member.id
    app, cookie = create_app(world.installation), signed_in(world)
    asking = app.test_client()
    asking.set_cookie("engagement", cookie)

    def ours() -> bytes:
        return asking.get(f"/engagements.csv?first={first}").get_data()

    yield Pair(
        f"CSV of {ROWS:,} rows",
        ours,
        lambda: written(world.raw, me, world.day(first)),
        Bar(2.0, 1.3),
        plain=lambda file: file.decode().splitlines(),
        most=5,
        warm=1,
        per=rows,
    )
    settings = {"ENGAGEMENT_FOLDER": str(world.installation.settings.folder), "DATABASE_URL": world.url}
    peaks = [ran("benchmarks.exports", cookie, str(day), settings=settings)[1] for day in (few, first)]
    yield Amount("CSV: memory of ten times the rows more", world.engine, world.size, peaks[1] - peaks[0], FLAT, "MB")


def _newest(rows: int) -> Any:
    scope = EngagementScope
    query = select(scope.local_date).where(scope.kind == int(Scope.ALL), scope.key == 0)
    return query.order_by(scope.local_date.desc(), scope.engagement_id.desc()).offset(rows - 1).limit(1)


def written(raw: Raw, me: int, first: Any) -> bytes:
    """The same file by hand."""
    out = io.StringIO()
    out.write("\ufeff")
    file = csv.writer(out)
    file.writerow(HEAD)
    place: tuple[Any, int] = ("2999-12-31" if raw.sqlite else date(2999, 12, 31), 0)
    while rows := raw.rows(ENGAGEMENTS, (first, *place, me, PART)):
        place = rows[-1][5], rows[-1][0]
        ids = [row[0] for row in rows]
        linked, entries = (_of(raw, statement, ids) for statement in (LINKED, ENTRIES))
        named: dict[int, list[list[tuple[Any, ...]]]] = defaultdict(lambda: [[], [], [], []])
        for link in linked:
            named[link[0]][link[1]].append(link)
        told: dict[int, tuple[list[str], ...]] = defaultdict(lambda: ([], [], []))
        for key, ledger, _, kind, text in entries:
            told[key][ledger].append(f"{kind}: {text}")
        file.writerows(_line(row, named[row[0]], told[row[0]]) for row in rows)
    return out.getvalue().encode()


def _of(raw: Raw, statement: str, ids: list[int]) -> list[tuple[Any, ...]]:
    times = statement.count("{0}")
    if raw.sqlite:
        return raw.rows(statement.format(", ".join("?" * len(ids))), tuple(ids) * times)
    return raw.rows(statement.replace("IN ({0})", "= ANY(%s)"), (ids,) * times)


def _line(row: tuple[Any, ...], named: list[list[tuple[Any, ...]]], told: tuple[list[str], ...]) -> Iterator[str]:
    key, title, kind, status, channel, day, at, zone, minutes, place, asked, purpose, hours, *texts, secret = row
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at and at.astimezone(UTC)
    cells = (
        *(str(key), title, _word(kind), _word(status), _word(channel), str(day)),
        *(f"{instant:%Y-%m-%d %H:%M}" if instant else "", zone, "" if minutes is None else str(minutes), place),
        *("; ".join(_noted(link) for link in sorted(links, key=lambda link: (link[2], link[3]))) for links in named),
        *(_word(asked), _word(purpose), "" if hours is None else f"{hours:g}", *texts),
        *("\n".join(entries) for entries in told),
        *("yes" if secret else "", f"{HOME}engagements/{key}"),
    )
    return (f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells)


def _noted(link: tuple[Any, ...]) -> str:
    return f"{link[4]} ({link[5]})" if link[5] else str(link[4])


def _word(word: str | None) -> str:
    return word[0].upper() + word[1:] if word else ""


def main() -> None:
    """Writes the file of the installation that the environment names and throws it away: for its memory."""
    cookie, first = sys.argv[1:]
    asking = create_app(Installation.open(read_settings())).test_client()
    asking.set_cookie("engagement", cookie)
    sent = sum(len(part) for part in asking.get(f"/engagements.csv?first={first}").iter_encoded())
    assert sent


if __name__ == "__main__":
    main()
