"""Both engines keep the same promises: no change lost, no row that points at nothing, instants whole."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType

import pytest
from sqlalchemy import bindparam, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from engagement.core.database import make_engine, prepared
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.model.officials import Post
from engagement.model.places import Region

WRITERS, TIMES = 4, 10


def test_no_change_is_lost_between_writers(installation: Installation, asha: Desk, make: ModuleType) -> None:
    place = make.region(asha, "Count", ())
    asha.db.close()
    # PostgreSQL locks the row that is read for writing; SQLite lets one writer in at a time.
    lock = select(Region).where(Region.id == place.id).with_for_update()

    def count() -> None:
        for _ in range(TIMES):
            with installation.desk() as desk:
                desk.db.scalars(lock).one().position += 1

    writers = [threading.Thread(target=count) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with installation.desk() as desk:
        assert desk.db.scalars(lock).one().position == WRITERS * TIMES


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_reader_waits_for_no_writer(installation: Installation) -> None:
    with installation.desk() as writer, installation.desk(reads=True) as reader:
        writer.db.execute(text("update region set position = 7"))
        assert 7 not in reader.db.scalars(select(Region.position)).all()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_reader_can_change_nothing(installation: Installation, make: ModuleType, asha: Desk) -> None:
    place = make.region(asha, "Kept", ())
    asha.db.commit()
    with pytest.raises(PermissionError), installation.desk(reads=True) as reader:
        reader.db.execute(update(Region).values(name="Lost"))
    with pytest.raises(PermissionError), installation.desk(reads=True) as reader:
        reader.db.get_one(Region, place.id).name = "Lost"
        reader.db.flush()
    asha.db.refresh(place)
    assert place.name == "Kept"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_what_is_read_often_is_planned_once_and_nothing_else_is(installation: Installation) -> None:
    often = prepared(select(Region.name).where(Region.id == bindparam("id")))
    seldom = select(Region.position).where(Region.id == bindparam("id"))
    for _ in range(8):
        with installation.desk(reads=True) as reader:
            for statement in (often, seldom):
                reader.db.execute(statement, {"id": 1})
    with installation.desk(reads=True) as reader:
        kept = reader.db.scalars(text("select statement from pg_prepared_statements")).all()
    assert [statement.split()[1] for statement in kept] == ["region.name"]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_commit_waits_until_the_disk_has_it(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.execute(text("pragma synchronous")).scalar() == 2  # full: normal syncs at checkpoints alone
    engine.dispose()


def test_a_row_may_not_point_at_nothing(asha: Desk) -> None:
    asha.db.add(Post(official_id=10**6, organisation_id=10**6))
    with pytest.raises(IntegrityError):
        asha.db.flush()
    asha.db.rollback()


def test_a_word_outside_its_list_is_refused_by_the_engine_itself(asha: Desk) -> None:
    with pytest.raises(IntegrityError):
        asha.db.execute(text("update member set role = 'emperor'"))
    asha.db.rollback()


def test_an_instant_without_a_zone_is_refused_and_any_zone_comes_back_as_utc(asha: Desk) -> None:
    with pytest.raises(StatementError, match="needs a zone"):
        _set(asha, datetime(2026, 3, 29, 2, 30))
    asha.db.rollback()
    _set(asha, datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=9))))
    asha.db.expire_all()
    assert asha.member.created_at == datetime(2026, 3, 28, 17, 30, tzinfo=UTC)
    assert asha.member.created_at.tzinfo is UTC


def _set(desk: Desk, instant: datetime) -> None:
    desk.db.scalars(select(Member).where(Member.id == desk.member.id)).one().created_at = instant
    desk.db.flush()
