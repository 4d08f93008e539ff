"""Merging: what moves, what becomes one, where it leads, and that it can be undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from typing import Any

import pytest
from sqlalchemy import JSON, insert, select

from engagement.actions.deeds.fields import FIELDS, OWN
from engagement.actions.deeds.merging import (
    AlreadyUndone,
    MergeDraft,
    OneRecord,
    StandsInTheWay,
    merge,
    part_again,
    stays,
)
from engagement.actions.turns import Changed
from engagement.actions.wrong import PutAway, Unknown
from engagement.core.database import Base
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import EngagementMember, EngagementOrganisation, EngagementReader, EngagementTopic
from engagement.model.officials import Post
from engagement.model.organisations import KeyBody, Organisation, OrganisationName
from engagement.model.pointing import pointers
from engagement.model.topics import Topic, TopicName
from engagement.queries import merges
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import engagements as listed
from engagement.queries.lookups import proposals
from engagement.queries.matches import fresh_keys
from engagement.upkeep import rows
from tests import bringing

NUMBERS = count(1)
TABLES = Base.metadata.tables
ASIDE = {"change", "deed", "merge", "scope_month"}  # what an undo may leave behind: its story


def join(desk: Desk, kept: Any, gone: Any, **chosen: str) -> Any:
    draft = MergeDraft(kept.__tablename__, kept.id, gone.id, kept.version, gone.version, chosen)
    made = merge(desk, draft)
    desk.db.commit()
    return made


def part(desk: Desk, made: Any) -> Any:
    left = part_again(desk, made)
    desk.db.commit()
    return left


def agrees(desk: Desk) -> bool:
    """Whether trees, scope, months and search say what the record says."""
    desk.db.commit()
    return bringing.agrees(desk)


def everything(desk: Desk) -> dict[str, list[Any]]:
    """All rows of all tables, versions and what upkeep tells aside."""
    desk.db.commit()
    return {
        name: sorted(
            (
                tuple((key, value) for key, value in row.items() if key not in ("version", "last_seen_at"))
                for row in desk.db.execute(select(table)).mappings()
            ),
            key=repr,
        )
        for name, table in TABLES.items()
        if name not in ASIDE
    }


def test_what_points_at_the_gone_organisation_points_at_the_kept_one(farid, make):
    kept, gone = make.organisation(farid, "Digital Agency"), make.organisation(farid, "Agency for Digital")
    child = make.organisation(farid, "Data Office", parent=gone)
    person = make.official(farid, at=gone)
    talk = make.engagement(farid, organisations=[gone], officials=[person])
    promise = make.commitment(farid, talk, organisation=gone)
    before = everything(farid)
    made = join(farid, kept, gone)
    assert farid.db.get(Organisation, child.id).parent_id == kept.id
    assert farid.db.scalars(select(Post.organisation_id)).all() == [kept.id]
    assert promise.organisation_id == kept.id
    assert [row.id for row in listed(farid, EngagementFilter(organisation=kept.id)).rows] == [talk.id]
    assert [one.name for one in proposals(farid, "agency for", ["organisation"])] == ["Digital Agency"]
    assert merges.kept_keys(farid, "organisation", [gone.id]) == {gone.id: kept.id}
    assert gone.is_archived and agrees(farid)
    assert part(farid, made) == set()
    assert everything(farid) == before and agrees(farid)
    with pytest.raises(AlreadyUndone):
        part_again(farid, made)


def test_many_links_move_at_once_and_go_back(farid, make):
    kept, gone, other = (make.organisation(farid) for _ in range(3))
    talks = [make.engagement(farid, organisations=[*more, gone]) for more in ([], [], [other], [other])]
    promises = [make.commitment(farid, talk, organisation=gone) for talk in talks]
    before, versions = everything(farid), [one.version for one in promises]
    made = join(farid, kept, gone)
    assert {row.id for row in listed(farid, EngagementFilter(organisation=kept.id)).rows} == {one.id for one in talks}
    assert [one.version for one in promises] == [version + 1 for version in versions]
    assert agrees(farid)
    part(farid, made)
    assert everything(farid) == before and agrees(farid)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_link_that_is_being_written_meanwhile_is_moved_too(farid, make, installation):
    kept, gone = make.organisation(farid), make.organisation(farid)
    promise = make.commitment(farid)
    farid.db.commit()
    draft = MergeDraft("organisation", kept.id, gone.id, kept.version, gone.version)

    def merged() -> None:
        with installation.desk(farid.member) as desk:
            merge(desk, draft)

    with ThreadPoolExecutor() as pool, installation.desk(farid.member) as writing:
        writing.db.get_one(Commitment, promise.id).organisation_id = gone.id
        writing.db.flush()
        merging = pool.submit(merged)
        with pytest.raises(TimeoutError):
            merging.result(0.5)  # it waits
        writing.db.commit()
        merging.result(20)
    farid.db.expire_all()
    assert promise.organisation_id == kept.id
    assert agrees(farid)


def test_both_at_one_meeting_become_one_with_the_better_place(farid, make):
    kept, gone = make.organisation(farid), make.organisation(farid)
    talk = make.engagement(farid, organisations=[gone, make.organisation(farid), kept])
    before = everything(farid)
    made = join(farid, kept, gone)
    links = farid.db.execute(
        select(EngagementOrganisation.organisation_id, EngagementOrganisation.position).where(
            EngagementOrganisation.engagement_id == talk.id
        )
    ).all()
    assert (kept.id, 0) in links and len(links) == 2
    part(farid, made)
    assert everything(farid) == before


def test_fields_are_taken_from_where_they_were_chosen_and_names_stay_findable(farid, make):
    kept = make.organisation(farid, "MITI", note="Old friends.", names=["Miti Japan"])
    gone = make.organisation(farid, "Ministry of Trade", note="Met at the fair.", names=["Miti Japan", "Trade"])
    before = everything(farid)
    made = join(farid, kept, gone, name="gone", note="both")
    assert (kept.name, kept.folded, kept.note) == (
        "Ministry of Trade",
        "ministry of trade",
        "Old friends.\n\nMet at the fair.",
    )
    names = select(OrganisationName.name).where(OrganisationName.organisation_id == kept.id)
    assert sorted(farid.db.scalars(names)) == ["MITI", "Miti Japan", "Trade"]
    part(farid, made)
    assert everything(farid) == before


def test_a_body_merged_with_one_below_it_makes_no_circle(farid, make):
    top = make.organisation(farid, "Top")
    gone = make.organisation(farid, "Above", parent=top)
    between = make.organisation(farid, "Between", parent=gone)
    kept = make.organisation(farid, "Below", parent=between)
    before = everything(farid)
    made = join(farid, kept, gone)
    assert (kept.parent_id, between.parent_id) == (top.id, kept.id)
    assert agrees(farid)
    part(farid, made)
    assert everything(farid) == before and agrees(farid)


def test_two_key_bodies_count_as_one(farid, make):
    kept, gone = make.organisation(farid), make.organisation(farid)
    make.key_body(farid, kept, from_on=date(2025, 1, 1))
    make.key_body(farid, gone, from_on=date(2024, 1, 1))
    make.key_body(farid, gone, from_on=date(2020, 1, 1), to_on=date(2021, 1, 1))
    before = everything(farid)
    made = join(farid, kept, gone)
    entries = select(KeyBody.organisation_id, KeyBody.from_on, KeyBody.to_on).order_by(KeyBody.from_on)
    assert [tuple(row) for row in farid.db.execute(entries)] == [
        (kept.id, date(2020, 1, 1), date(2021, 1, 1)),
        (kept.id, date(2024, 1, 1), None),
    ]
    part(farid, made)
    assert everything(farid) == before


def test_two_officials_become_one_with_one_post(farid, make):
    body = make.organisation(farid)
    kept = make.official(farid, "Haruko Sato", at=body, title="Director")
    gone = make.official(farid, "H. Sato", at=body, title="director", from_on=date(2024, 1, 1))
    make.engagement(farid, officials=[gone])
    make.engagement(farid, officials=[gone, kept])
    before = everything(farid)
    made = join(farid, kept, gone)
    posts = farid.db.scalars(select(Post)).all()
    assert [(post.official_id, post.from_on) for post in posts] == [(kept.id, date(2024, 1, 1))]
    assert len(listed(farid, EngagementFilter(official=kept.id)).rows) == 2 and agrees(farid)
    part(farid, made)
    assert everything(farid) == before and agrees(farid)
    assert len(listed(farid, EngagementFilter(official=gone.id)).rows) == 2


def test_two_topics_become_one_and_their_names_synonyms(farid, make):
    kept, gone = make.topic(farid, "Residency"), make.topic(farid, "Data residency", names=["Localisation"])
    below = make.topic(farid, parent=gone)
    talk = make.engagement(farid, topics=[below, gone, kept])
    before = everything(farid)
    made = join(farid, kept, gone)
    assert farid.db.get(Topic, below.id).parent_id == kept.id
    assert set(farid.db.scalars(select(TopicName.name))) == {"Data residency", "Localisation"}
    links = select(EngagementTopic.topic_id).where(EngagementTopic.engagement_id == talk.id)
    assert set(farid.db.scalars(links)) == {below.id, kept.id} and agrees(farid)
    part(farid, made)
    assert everything(farid) == before and agrees(farid)


def test_the_same_meeting_logged_twice_becomes_one(farid, asha, make):
    body = make.organisation(farid)
    kept = make.engagement(farid, "Talk", organisations=[body], summary="They asked.")
    gone = make.engagement(asha, "The talk", organisations=[body, make.organisation(farid)], summary="We answered.")
    promise = make.commitment(asha, gone)
    make.shared(farid, kept)
    make.shared(asha, gone)
    make.heard(asha, gone)
    before = everything(farid)
    made = join(farid, kept, gone, summary="both")
    assert kept.summary == "They asked.\n\nWe answered." and gone.is_archived
    assert promise.engagement_id == kept.id
    ours = select(EngagementMember.member_id, EngagementMember.lead).where(EngagementMember.engagement_id == kept.id)
    assert {tuple(row) for row in farid.db.execute(ours)} == {(farid.member.id, True), (asha.member.id, False)}
    assert agrees(farid)
    assert part(farid, made) == set()
    assert everything(farid) == before and agrees(farid)


def test_a_confidential_one_is_seen_by_its_people_while_merged_and_goes_back(farid, asha, bruno, make):
    hidden = make.engagement(asha, members=[asha.member, farid.member], confidential=True)
    farid.db.add(EngagementReader(engagement_id=hidden.id, member_id=bruno.member.id))
    between, kept = make.engagement(farid, members=[farid.member]), make.engagement(farid)
    make.shared(asha, hidden)
    before = everything(farid)
    one = join(farid, between, hidden, summary="both")
    two = join(farid, kept, between)
    for desk in (asha, bruno, farid):
        desk.db.expire_all()
        assert all(merges.seen(desk, "engagement", key) for key in (hidden.id, between.id, kept.id)), desk.member.name
    assert kept.confidential and agrees(farid)
    part(farid, two)
    assert not kept.confidential
    part(farid, one)
    assert everything(farid) == before and agrees(farid)


def test_a_merge_of_merged_ones_leads_on_and_is_undone_in_the_right_order(farid, make):
    first, second, third = (make.organisation(farid, name) for name in ("One", "Two", "Three"))
    make.engagement(farid, organisations=[first, second])
    before = everything(farid)
    one = join(farid, second, first)
    two = join(farid, third, second)
    assert merges.kept_keys(farid, "organisation", [first.id, second.id]) == {first.id: third.id, second.id: third.id}
    assert set(merges.gone_keys(farid, "organisation", third.id)) == {first.id, second.id}
    with pytest.raises(StandsInTheWay) as refused:
        part_again(farid, one)
    assert refused.value.what is two
    part(farid, two)
    part(farid, one)
    assert everything(farid) == before and agrees(farid)


def test_what_was_worked_on_since_stays_and_is_told(farid, make):
    kept, gone = make.organisation(farid, "Kept"), make.organisation(farid, "Gone", website="https://gone.example")
    worked, other = make.engagement(farid, organisations=[gone]), make.engagement(farid, organisations=[gone])
    made = join(farid, kept, gone, website="gone")
    kept.website = "https://new.example"
    farid.db.delete(farid.db.get(EngagementOrganisation, (worked.id, kept.id)))
    farid.db.commit()
    expected = {("engagement", worked.id), ("organisation", kept.id)}
    assert stays(farid, made) == expected
    assert part(farid, made) == expected
    assert kept.website == "https://new.example" and not gone.is_archived
    assert farid.db.get(EngagementOrganisation, (worked.id, gone.id)) is None
    assert farid.db.get(EngagementOrganisation, (other.id, gone.id)) is not None
    assert agrees(farid)


def test_who_may_not_see_or_edit_both_cannot_merge(asha, bruno, make):
    mine, theirs = make.engagement(asha), make.engagement(bruno)
    with pytest.raises(Unknown):
        join(asha, mine, theirs)
    body = make.organisation(asha)
    with pytest.raises(OneRecord):
        join(asha, body, body)
    with pytest.raises(PutAway):
        join(asha, make.archived(asha, make.organisation(asha)), body)
    gone = make.organisation(asha)
    with pytest.raises(Changed):
        merge(asha, MergeDraft("organisation", body.id, gone.id, body.version, gone.version + 1))
    asha.db.rollback()
    join(asha, body, gone)
    with pytest.raises(PutAway):
        join(asha, make.organisation(asha), gone)


def test_every_column_has_its_choice_or_stays():
    for kind, fields in FIELDS.items():
        chosen = [column for one in fields for column in one.columns]
        assert sorted([*chosen, *(OWN & set(TABLES[kind].c.keys()))]) == sorted(TABLES[kind].c.keys()), kind


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_no_table_that_points_at_a_record_is_forgotten(farid, make, kind):
    """A row in each table that points at the gone record; after the merge none does."""
    kept, gone = (getattr(make, kind)(farid) for _ in "kg")
    fill = Filler(farid, make)
    for pointer in pointers(kind):
        fill.row(pointer.table, {pointer.column.name: gone.id})
    farid.db.commit()
    before = everything(farid)
    made = join(farid, kept, gone)
    for pointer in pointers(kind):
        left = farid.db.scalars(select(pointer.column).where(pointer.column == gone.id)).all()
        assert left == [], f"{pointer.table.name}.{pointer.column.name}"
    part(farid, made)
    assert everything(farid) == before and agrees(farid)


class Filler:
    """Writes a row into any table, with as much in it as it needs."""

    def __init__(self, desk: Desk, make: Any) -> None:
        self.desk, self.make = desk, make

    def row(self, table: Any, given: dict[str, Any]) -> None:
        values = dict(given)
        for column in sorted(table.c, key=lambda one: one.name == "id"):  # what it points at may need a number too
            if column.name in values or column.nullable or column.server_default is not None:
                continue
            values[column.name] = self.value(column)
        rows.make(self.desk, table, [values])
        self.desk.db.flush()

    def value(self, column: Any) -> Any:
        for key in column.foreign_keys:
            kind = key.column.table.name
            if kind == "import_run":
                return self.desk.db.scalar(
                    insert(TABLES[kind])
                    .values(mapping="m", file_name="f", started_at=self.desk.now)
                    .returning(TABLES[kind].c.id)
                )
            email = {"email": f"{next(NUMBERS)}@nimbus.example"} if kind == "member" else {}
            return getattr(self.make, kind)(self.desk, **email).id
        kind = column.type
        if isinstance(kind, JSON):
            return {}
        if column.primary_key:
            return fresh_keys(self.desk, merges.MODELS[column.table.name], 1)[0]
        if getattr(kind, "enum_class", None):
            return next(iter(kind.enum_class))
        return {int: 7, str: "x", bool: False, date: date(2025, 1, 1)}.get(kind.python_type, self.desk.now)
