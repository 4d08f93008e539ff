"""The search index says what the record says, whatever was saved, renamed, moved, put away or taken away."""

from types import ModuleType

import pytest
from sqlalchemy import text

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.engagements import Engagement
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.upkeep import doctor
from engagement.upkeep.scope import Disagreement

NAMED = (Organisation, Official, Topic)


def wrong(installation: Installation) -> list[object]:
    """All that the doctor finds."""
    return [one for _, found in doctor.compare(installation.engine) for one in found]


def spoil(desk: Desk, sqlite: str, postgresql: str) -> None:
    """Makes the index wrong by hand."""
    desk.db.connection().exec_driver_sql(sqlite if desk.db.get_bind().dialect.name == "sqlite" else postgresql)
    desk.db.commit()


def everything(desk: Desk, make: ModuleType) -> Engagement:
    """An engagement that names one record of each kind."""
    body = make.organisation(desk, "Digital Agency", names=["DA", "デジタル庁"])
    person = make.official(desk, "Haruko Sato", at=body, title="Director")
    topic = make.topic(desk, "Cloud security", names=["Sovereignty"])
    talk: Engagement = make.engagement(desk, organisations=[body], officials=[person], topics=[topic])
    make.shared(desk, talk, "A white paper on exit plans")
    make.heard(desk, talk, "They want residency")
    make.commitment(desk, talk, text="Send the paper")
    return talk


def test_what_was_saved_renamed_or_put_away_agrees(asha: Desk, make: ModuleType, installation: Installation) -> None:
    talk = everything(asha, make)
    assert wrong(installation) == []
    for record in (asha.member, *(asha.db.get(kind, 1) for kind in NAMED)):
        record.name = f"{record.name} otherwise"  # type: ignore[union-attr]
        asha.db.commit()
        assert wrong(installation) == []
    make.archived(asha, talk)
    assert wrong(installation) == []


SPOILED = {
    "an engagement that is missing": ("DELETE FROM search_engagement", "DELETE FROM search_engagement"),
    "an engagement that is not there": (
        "INSERT INTO search_engagement (rowid, words) VALUES ((738000 << 28) + 999, 'ghost')",
        "INSERT INTO search_engagement VALUES (999, '2021-07-27', false, '''ghost'':1')",
    ),
    "an engagement with other words": (
        "UPDATE search_engagement SET words = 'ghost'",
        "UPDATE search_engagement SET words = '''ghost'':1'",
    ),
    "a promise that is missing": ("DELETE FROM search_commitment", "DELETE FROM search_commitment"),
    "a promise of an engagement that is not there": (
        "INSERT INTO search_commitment (rowid, words) VALUES ((999 << 31) + 999, 'ghost')",
        "INSERT INTO search_commitment VALUES (999, 999, '''ghost'':1')",
    ),
    "a name that is missing": ("DELETE FROM search_name", "DELETE FROM search_name"),
    "a name that nobody has": (
        "INSERT INTO search_name (rowid, words) VALUES ((3 << 32) + 999, 'ghost')",
        "INSERT INTO search_name VALUES (3, 999, 'ghost', '''ghost'':1')",
    ),
    "a word that is missing": ("DELETE FROM search_word", "DELETE FROM search_word"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_the_doctor_sees_what_is_wrong_and_rebuilds_it(
    asha: Desk, make: ModuleType, installation: Installation, what: str
) -> None:
    everything(asha, make)
    spoil(asha, *SPOILED[what])
    assert {one[0] for one in wrong(installation)} == {Disagreement.SEARCH}  # type: ignore[index]
    assert sum(doctor.rebuild(installation.engine)) == 1
    assert wrong(installation) == []


def test_an_older_installation_is_indexed_when_it_is_brought_up_to_date(
    asha: Desk, make: ModuleType, installation: Installation
) -> None:
    everything(asha, make)
    for table in ("search_engagement", "search_commitment", "search_name", "search_word"):
        asha.db.execute(text(f"DELETE FROM {table}"))
    asha.db.commit()
    installation.upgrade()
    assert wrong(installation) == []
