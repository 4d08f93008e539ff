"""Reports that take longer than one waits for a page."""

import secrets

from engagement.core.files import private
from engagement.installation import Installation
from engagement.model.jobs import Job
from engagement.model.members import Member
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.gather_activity.asking import ActivityOptions
from engagement.queries.papers import Progress, write_activity


def activity(installation: Installation, member: Member, job: Job, tell: Progress) -> str:
    """Makes the PDF that the job asks for; returns the name of its file."""
    place = installation.settings.papers_folder
    place.mkdir(parents=True, exist_ok=True)
    # the name cannot be guessed, and a job that is done anew after a crash writes a file of its own
    name = f"{job.id}-{secrets.token_hex(16)}.pdf"
    with installation.desk(member, reads=True) as desk, private(place / name) as out:
        write_activity(
            desk,
            EngagementFilter.from_args(job.asked),
            ActivityOptions.from_args(job.asked),
            out,
            organisation=installation.settings.organisation,
            address=job.asked["address"],
            progress=tell,
        )
    return name
