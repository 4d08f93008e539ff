"""Jobs are done once, for the member who asked, and a dead worker's job is done by the next."""

from datetime import timedelta
from types import ModuleType

import pytest

from engagement.actions import jobs as actions
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.jobs import worker
from engagement.model.jobs import Job, JobState
from engagement.queries import jobs as queries

Seen = list[str]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the jobs of the test did."""
    seen: Seen = []

    def greet(_installation: Installation, member: object, job: Job, tell: worker.Tell) -> str:
        tell(1, 1)
        seen.append(f"{getattr(member, 'name', '')}: {job.asked['words']}")
        if job.asked["words"] == "break":
            raise ValueError("broken")
        return "greeting.txt"

    monkeypatch.setattr(worker, "WORKS", {"greet": greet})
    return seen


def test_a_job_is_done_once_for_the_member_who_asked(asha: Desk, installation: Installation, seen: Seen) -> None:
    job = actions.ask(asha, "greet", {"words": "hello"})
    asha.db.commit()
    assert worker.step(installation)
    assert not worker.step(installation)
    assert seen == ["Asha Menon: hello"]
    asha.db.refresh(job)
    assert (job.state, job.result, job.done, job.total) == (JobState.DONE, "greeting.txt", 1, 1)
    asha.db.rollback()


def test_a_job_that_is_asked_for_in_vain_is_never_done(asha: Desk, installation: Installation, seen: Seen) -> None:
    actions.ask(asha, "greet", {"words": "hello"})
    asha.db.rollback()
    assert not worker.step(installation)
    assert seen == []


def test_a_broken_job_waits_and_leaves_a_reference(asha: Desk, installation: Installation, seen: Seen) -> None:
    job = actions.ask(asha, "greet", {"words": "break"})
    asha.db.commit()
    assert worker.step(installation)
    asha.db.refresh(job)
    assert (job.state, len(job.reference)) == (JobState.WAITING, 8)
    assert job.due_at > asha.now
    asha.db.rollback()


def test_a_job_is_given_up_after_three_tries(asha: Desk, installation: Installation, seen: Seen) -> None:
    job = actions.ask(asha, "greet", {"words": "break"})
    job.tries = actions.TRIES - 1
    asha.db.commit()
    worker.step(installation)
    asha.db.refresh(job)
    assert job.state is JobState.FAILED
    asha.db.rollback()


def test_the_job_of_a_dead_worker_is_taken_when_its_lease_is_over(
    asha: Desk, installation: Installation, seen: Seen
) -> None:
    job = actions.ask(asha, "greet", {"words": "hello"})
    asha.db.commit()
    actions.take(asha)
    asha.db.commit()
    assert not worker.step(installation)
    job.leased_until = asha.now - timedelta(seconds=1)
    asha.db.commit()
    assert worker.step(installation)
    assert seen == ["Asha Menon: hello"]


def test_a_job_of_somebody_who_left_is_not_done(
    asha: Desk, installation: Installation, seen: Seen, make: ModuleType
) -> None:
    actions.ask(asha, "greet", {"words": "hello"})
    make.archived(asha, asha.member)
    assert worker.step(installation)
    assert seen == []


def test_jobs_are_seen_by_their_asker_alone(asha: Desk, bruno: Desk) -> None:
    job = actions.ask(asha, "greet", {"words": "hello"})
    asha.db.commit()
    assert queries.job(asha, job.id) is job
    assert queries.job(bruno, job.id) is None


def test_reports_are_thrown_away_after_a_week(asha: Desk, installation: Installation, seen: Seen) -> None:
    job = actions.ask(asha, "greet", {"words": "hello"})
    asha.db.commit()
    worker.step(installation)
    folder = installation.settings.papers_folder
    folder.mkdir(parents=True)
    (folder / "greeting.txt").write_text("hello")
    worker.clean(installation)
    assert (folder / "greeting.txt").exists()
    job.finished_at = asha.now - actions.KEPT_FOR - timedelta(seconds=1)
    asha.db.commit()
    worker.clean(installation)
    assert not (folder / "greeting.txt").exists()
    assert queries.job(asha, job.id) is None
