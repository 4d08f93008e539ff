"""A person's name is taken out of all that is kept, down to the bytes, and every figure stays."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import JSON, Enum, String, inspect, select, text

from engagement.actions import erasing, jobs
from engagement.actions import officials as actions
from engagement.actions.attachments import attach
from engagement.actions.deeds.merging import MergeDraft, merge, part_again
from engagement.actions.officials import Erased, OfficialDraft, PostDraft
from engagement.actions.turns import Changed, take_turn
from engagement.core.database import Base
from engagement.core.files import FileStore
from engagement.core.periods import Period
from engagement.jobs.worker import step
from engagement.model.changes import Change
from engagement.model.deeds import Merge
from engagement.model.drafts import FormDraft
from engagement.model.engagements import EngagementOfficial
from engagement.model.invited import InvitedPerson, MeetingInvitation
from engagement.model.jobs import Job, JobState
from engagement.model.officials import Official
from engagement.model.places import Region
from engagement.model.scope import EngagementScope, ScopeMonth
from engagement.queries import officials
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.erasures import foretold
from engagement.queries.figures.defined import (
    BODIES,
    CADENCE,
    COVERAGE,
    DEPTH,
    ENGAGEMENTS,
    NEEDS_ANSWERED,
    OFFICIALS,
    RECIPROCITY,
    figures,
)
from engagement.queries.mentions import TEXTS
from engagement.upkeep import doctor

NAME, FORMER, MAIL, PHONE = "Yolánda Ferrán", "Yolánda Prado", "y.ferran@dg.example", "+34 600 100 200"
SPELT = ("FERRAN, Yolanda", "yolánda ferra\u0301n", "Yolánda Ferrán", "Yolanda  Ferran")
# in UTF-8 as typed and folded, and as JSON escapes it
LEFT = re.compile(rb"(?i)yol(a|\xc3\xa1|\xc3\x81|\\u00e1)nda|ferr(a|\xc3\xa1|\xc3\x81|a\xcc\x81|\\u00e1)n|prado")
HELD = date(2026, 8, 3)
WANTED = (ENGAGEMENTS, COVERAGE, CADENCE, NEEDS_ANSWERED, BODIES, OFFICIALS, DEPTH, RECIPROCITY)


@pytest.fixture
def yolanda(asha, bruno, farid, make, installation):
    """An official who is named in every kind of text that the product keeps; Bruno has a confidential one with her."""
    body = make.organisation(asha, f"Cabinet of {NAME}", names=[f"{NAME}'s office"], note=f"led by {NAME}")
    made = actions.add(
        asha, OfficialDraft(FORMER, MAIL, "+34 600 100 200", "knows Yolanda"), PostDraft(body.id, "Head")
    )
    asha.db.commit()
    actions.revise(
        asha, made, OfficialDraft(NAME, MAIL, "+34 600 100 200", "knows Yolánda", objection="Yolánda wrote"), 1
    )
    texts = {"summary": SPELT[0], "outcome": SPELT[1], "result_sought": SPELT[2], "place": f"office of {SPELT[3]}"}
    talk = make.engagement(
        asha, f"Talk with {NAME}", organisations=[body], officials=[made], on=HELD, **texts, topics=[make.topic(asha)]
    )
    make.shared(asha, talk, f"{NAME} took the paper")
    make.heard(asha, talk, f"as {MAIL} wrote", need=make.need_category(asha, "Exit"))
    make.commitment(asha, talk, f"call {FORMER} at {PHONE}")
    make.engagement(asha, "Without her", summary=f"They spoke of {NAME}.", on=HELD)
    hidden = make.engagement(bruno, f"{NAME}, in confidence", officials=[made], on=HELD, confidential=True)
    make.heard(bruno, hidden, f"{NAME} is worried")
    store = FileStore(installation.settings.files_folder)
    attach(asha, store, talk, "minutes_yolanda-ferran.txt", io.BytesIO(b"what was said"), 1_000)
    said = {"summary": f"with {NAME}", "attendees": [["Yolánda Ferrán", MAIL]]}
    asha.db.add_all(
        [
            InvitedPerson(engagement_id=talk.id, address=MAIL, name=NAME, official_id=made.id),
            InvitedPerson(engagement_id=hidden.id, address="yolanda.ferran@old.example", name="Ferrán, Yolánda"),
            MeetingInvitation(engagement_id=talk.id, uid_hash="a", said=said),
            FormDraft(key="a", member_id=asha.member.id, page="/engagements/new", title=f"Call {NAME}",
                      fields=[("summary", f"met {NAME}")], begun_at=asha.now, kept_at=asha.now),
            FormDraft(key="b", member_id=asha.member.id, page=f"/officials/{made.id}/edit", title="Edit",
                      fields=[("note", "Yolánda, again")], begun_at=asha.now, kept_at=asha.now),
        ]
    )  # fmt: skip
    jobs.ask(asha, jobs.ACTIVITY_REPORT, {"period": "this-quarter", "changed": f"{NAME} moved", "address": "http://x"})
    asha.db.commit()
    return made


def merged_twin(asha, farid, yolanda, make) -> tuple[Official, Merge]:
    """Another record of hers, invited by itself and unlinked, that was merged into the first."""
    twin = make.official(asha, "Yolanda Ferrán Prado", email="yolanda.prado@old.example", title="Head of cloud")
    talk = make.engagement(asha, officials=[twin], on=HELD, summary="with Yolanda Ferrán Prado")
    said = {"title": "Call", "text": "From: Prado, Yolanda Ferrán <yolanda.prado@old.example>"}
    asha.db.add_all(
        [
            InvitedPerson(engagement_id=talk.id, address="yfp@old.example", name="Y. Prado", official_id=twin.id),
            InvitedPerson(engagement_id=talk.id, address="yolanda.prado@old.example"),
            MeetingInvitation(engagement_id=talk.id, uid_hash="twin", said=said),
        ]
    )
    asha.db.commit()
    made = merge(farid, MergeDraft("official", yolanda.id, twin.id, yolanda.version, twin.version, {"name": "gone"}))
    farid.db.commit()
    return twin, made


def folders(installation) -> tuple[Path, list[Path]]:
    settings = installation.settings
    return settings.erased_list, [settings.papers_folder, settings.previews_folder]


def erase(desk, installation, person) -> erasing.Erased:
    done = erasing.erase(desk, person, *folders(installation))
    desk.db.commit()
    return done


def told(desk) -> list[object]:
    """Every figure of every region and quarter, all scope and all months."""
    found: list[object] = []
    regions = [None, *desk.db.scalars(select(Region.id).order_by(Region.id))]
    for region in regions:
        for first, last in (("04-01", "06-30"), ("07-01", "09-30")):
            span = Period(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))
            found += figures(desk, EngagementFilter(region=region), span, WANTED)
    for kind in (EngagementScope, ScopeMonth):
        columns = inspect(kind).columns
        found += [tuple(row) for row in desk.db.execute(select(*columns).order_by(*columns))]
    return found


def kept_bytes(installation, engines) -> Iterator[tuple[str, bytes]]:
    """All that the database engine wrote to the disk for this database, and every file of the installation."""
    if installation.engine.dialect.name == "postgresql":
        with installation.engine.connect() as connection:
            number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
            for table in inspect(connection).get_table_names():
                rows = connection.execute(text(f'SELECT t::text FROM "{table}" AS t')).scalars()
                yield table, "\n".join(rows).encode()
        with installation.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
        for file in (engines.cluster.data / "base" / str(number)).iterdir():
            yield file.name, file.read_bytes()
    else:
        database = Path(installation.engine.url.database)
        for file in database.parent.glob(f"{database.name}*"):
            yield file.name, file.read_bytes()
    for file in installation.settings.folder.rglob("*"):
        if file.is_file():
            yield file.name, file.name.encode() + file.read_bytes()


def test_nothing_of_the_name_is_left_in_the_database_the_index_or_the_files(
    asha, farid, yolanda, make, installation, engines
):
    merged_twin(asha, farid, yolanda, make)
    made = installation.settings.papers_folder / "1-abc.pdf"
    made.parent.mkdir(parents=True)
    made.write_bytes(b"Yolanda Ferran")
    assert any(LEFT.search(content) for _, content in kept_bytes(installation, engines))
    erase(farid, installation, yolanda)
    assert not made.exists()
    farid.db.close()
    while step(installation):
        pass  # the report that was asked for, and the wiping
    with installation.desk() as desk:
        ended = {job.name: job.state for job in desk.db.scalars(select(Job))}
    assert ended == {jobs.ACTIVITY_REPORT: JobState.DONE, jobs.WIPING: JobState.DONE}
    left = [
        (name, content[max(found.start() - 30, 0) : found.end() + 20])
        for name, content in kept_bytes(installation, engines)
        if not name.endswith(".pdf") and (found := LEFT.search(content))
    ]
    assert left == []
    found = [wrong for _, some in doctor.compare(installation.engine) for wrong in some]
    assert found == []


def test_every_figure_of_every_region_and_quarter_stays(asha, bruno, farid, yolanda, installation):
    before = {desk.member.name: told(desk) for desk in (asha, bruno, farid)}
    done = erase(farid, installation, yolanda)
    assert {desk.member.name: told(desk) for desk in (asha, bruno, farid)} == before
    assert (done.pseudonym, yolanda.name, yolanda.email, yolanda.note) == (
        f"Official {yolanda.id}",
        done.pseudonym,
        "",
        "",
    )
    assert [post.title for post in officials.posts(asha, yolanda)] == [""]
    titles = asha.db.scalars(select(EngagementOfficial.post_title).where(EngagementOfficial.official_id == yolanda.id))
    assert set(titles) == {""}


def test_history_says_erased_and_nothing_is_written_about_them_any_more(asha, farid, yolanda, make, installation):
    talk = make.engagement(asha, officials=[yolanda], on=HELD)
    version = talk.version
    erase(farid, installation, yolanda)
    last = farid.db.scalars(select(Change).where(Change.about_kind == "official").order_by(Change.id.desc())).first()
    assert (last.kind, last.member_id, set(last.after)) == ("official", farid.member.id, {"erased_at", "archived_at"})
    for act in (
        lambda: actions.revise(farid, yolanda, OfficialDraft(NAME), yolanda.version),
        lambda: actions.appoint(farid, yolanda, PostDraft(1)),
        lambda: actions.restore(farid, yolanda),
    ):
        with pytest.raises(Erased):
            act()
    with pytest.raises(Changed):  # a form that was open meanwhile cannot bring the name back
        take_turn(asha, talk, version)


def test_what_will_happen_is_what_happens(farid, asha, yolanda, installation):
    before = foretold(farid, yolanda)
    assert (before.posts, before.engagements, before.hidden_engagements, before.is_alone) == (1, 2, 1, True)
    assert ([file.name for file in before.files], before.hidden_files) == (["minutes_yolanda-ferran.txt"], 0)
    done = erase(farid, installation, yolanda)
    assert (done.texts, done.changes) == (before.texts, before.changes)
    assert [file.name for file in foretold(farid, yolanda).files] == [f"minutes_Official {yolanda.id}.txt"]


def test_a_namesake_keeps_the_name_in_what_is_theirs(asha, farid, yolanda, make, installation):
    other = make.official(asha, "Yolanda Ferrán")
    theirs = make.engagement(asha, f"Talk with {NAME}", officials=[other], on=HELD)
    assert not foretold(farid, yolanda).is_alone
    erase(farid, installation, yolanda)
    assert theirs.title == f"Talk with {NAME}"
    assert other.name == "Yolanda Ferrán"
    mine = asha.db.scalars(select(EngagementOfficial).where(EngagementOfficial.official_id == yolanda.id)).first()
    assert mine is not None


def test_the_name_of_a_shared_mailbox_is_not_taken_for_the_person(asha, farid, make, installation):
    person = make.official(asha, "Haruko Sato", email="office@gov.example")
    make.official(asha, "Kenji Mori", email="office@gov.example")
    talk = make.engagement(asha, officials=[person], on=HELD)
    other = make.engagement(asha, "Cabinet Office, by Haruko M. Sato", summary="office@gov.example, hsato@gov.example")
    for name, address in (("Cabinet Office", "office@gov.example"), ("Haruko M. Sato", "hsato@gov.example")):
        made = InvitedPerson(engagement_id=talk.id, official_id=person.id, name=name, address=address)
        asha.db.add(made)
    asha.db.commit()
    erase(farid, installation, person)
    called = f"Official {person.id}"
    assert (other.title, other.summary) == (f"Cabinet Office, by {called}", f"office@gov.example, {called}")


def test_a_name_of_one_word_is_not_replaced_everywhere(asha, farid, make, installation):
    person = make.official(asha, "Minister")
    elsewhere = make.engagement(asha, "The Minister of another country", on=HELD)
    theirs = make.engagement(asha, "With the Minister", officials=[person], on=HELD)
    erase(farid, installation, person)
    assert (elsewhere.title, theirs.title) == ("The Minister of another country", f"With the Official {person.id}")


def test_an_older_backup_is_put_right_by_the_list_of_keys(asha, farid, yolanda, make, installation):
    kept, made = folders(installation)
    erase(farid, installation, yolanda)
    (row,) = csv.reader(kept.read_text().splitlines())
    assert "Ferr" not in ",".join(row)
    key, at = int(row[0]), datetime.fromisoformat(row[1])
    yolanda.name, yolanda.erased_at = NAME, None  # as the backup has it
    farid.db.commit()
    assert erasing.erase_listed(farid, [(key, at + timedelta(days=1))], kept, made) == []  # another person by now
    assert erasing.erase_listed(farid, [(key, at), (2**31 - 1, at)], kept, made) == [key]
    assert yolanda.name == f"Official {key}"


WITHOUT_NAMES = {
    "change": {"kind", "record_id", "about_kind", "before", "after"},  # read row by row
    "official": {"name", "folded", "email", "phone", "note", "source", "notice_how", "objection"},  # emptied
    "post": {"title"},  # emptied
    "engagement_official": {"post_title"},  # emptied
    "member": {"name", "folded", "email", "email_key", "password_hash", "zone"},  # ours, not theirs
    "organisation": {"folded", "zone", "website"},
    "organisation_name": {"folded"},
    "attachment": {"media_type", "sha256"},
    "engagement": {"zone"},
    "topic": {"name", "folded", "code"},
    "topic_name": {"name", "folded"},
    "country": {"code", "zone", "name", "folded"},
    "region": {"name", "folded"},
    "function": {"name", "folded"},
    "need_category": {"name", "folded"},
    "form_draft": {"key"},
    "sent_form": {"key", "led_to", "digest"},
    "job": {"name", "result", "reference"},
    "import_run": {"mapping"},
    "source_row": {"mapping", "key", "digest"},  # the key is a digest
    "meeting_invitation": {"uid_hash", "occurrence"},
    "merge": {"kind"},
    "invitation": {"token_hash"},
    "sign_in": {"token_hash", "browser"},
    "sign_in_failure": {"key"},
}


def test_every_column_of_text_is_searched_or_holds_no_name_of_theirs():
    searched = {kind.__tablename__: set(columns) for kind, columns in TEXTS.items()}
    for table in Base.metadata.tables.values():
        columns = {
            one.name for one in table.columns if isinstance(one.type, String | JSON) and not isinstance(one.type, Enum)
        }
        assert columns - searched.get(table.name, set()) - WITHOUT_NAMES.get(table.name, set()) == set(), table.name


@pytest.mark.parametrize("again", [True, False])
def test_undoing_a_merge_brings_no_name_back(asha, farid, yolanda, make, installation, again):
    twin, made = merged_twin(asha, farid, yolanda, make)
    later = replace(farid, now=farid.now + timedelta(hours=1))
    erase(later, installation, yolanda)
    rows = csv.reader(installation.settings.erased_list.read_text().splitlines())
    assert sorted(int(row[0]) for row in rows) == sorted((yolanda.id, twin.id))
    if again:
        part_again(farid, made)
        farid.db.commit()
    left = [
        (table.name, found.group())
        for table in Base.metadata.tables.values()
        for row in farid.db.execute(select(table))
        if table.name != "country" and (found := LEFT.search(repr(tuple(row)).encode()))
    ]
    assert left == []
    for one in (yolanda, twin):
        assert (one.name, one.erased_at, one.is_archived) == (f"Official {one.id}", later.now, True)
