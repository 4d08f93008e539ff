"""The activity report: choices at the start, the paper at the end, and the PDF."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from engagement.actions import jobs as actions
from engagement.core.filtering import UnreadableFilter
from engagement.core.periods import PRESETS
from engagement.model.jobs import JobState
from engagement.model.places import Region
from engagement.queries import jobs as queries
from engagement.queries import listed, members, places
from engagement.queries.engagements.asking import EngagementFilter, describe
from engagement.queries.engagements.counting import count
from engagement.queries.gather_activity.asking import ActivityOptions, Grouping
from engagement.queries.papers import write_activity
from engagement.web import previews
from engagement.web.frame import desk, found, installation
from reports.records import Detail, Paper

pages = Blueprint("reports", __name__)
AT_ONCE = 400  # engagements: so many are printed while one waits; more of them by a worker, with a progress bar
DETAILS = ((Detail.FIGURES, "Figures only"), (Detail.SUMMARIES, "With summaries"), (Detail.FULL, "Full"))
PAPERS = ((Paper.A4, "A4"), (Paper.LETTER, "Letter"))
LIKELY = ActivityOptions(paper=Paper.A4, detail=Detail.SUMMARIES, grouping=Grouping.COUNTRY)


@dataclass(frozen=True)
class Choice:
    """What a report is about and how it is made, as the address says it."""

    question: EngagementFilter
    options: ActivityOptions

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "Choice":
        """Without a period it is the last quarter: the one that is reported on."""
        question = EngagementFilter.from_args(args)
        if question.q:  # figures are kept by scope and month, which know no words
            raise UnreadableFilter("q", question.q)
        if not question.has_span:
            question = replace(question, period="last-quarter")
        return cls(question, ActivityOptions.from_args(LIKELY.to_args() | _asked(args)))

    def to_args(self) -> dict[str, str]:
        """The address of the same choice."""
        return self.question.to_args() | self.options.to_args()


def _asked(args: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in args.items() if text.strip()}


@pages.get("/reports")
def index() -> str:
    choice = Choice.from_args(request.args)
    parts = describe(desk(), choice.question)
    own = members.regions(desk(), desk().member)
    file = previews.preview(desk(), choice.question, choice.options, address())
    length = previews.length(file)
    return render_template(
        "reports/index.html",
        choice=choice,
        parts=[part for part in parts if part.name not in ("period", "region", "country")],
        fits=count(desk(), choice.question),
        long=is_long(choice),
        length=length,
        shown=min(length, previews.PAGES),
        says=[previews.words(file, number + 1) for number in range(min(length, previews.PAGES))],
        regions=[(region.id, region.name) for region in listed.entries(desk(), Region)],
        countries=[(country.id, country.name) for country in places.countries(desk(), places.CountryFilter())],
        presets=PRESETS,
        details=DETAILS,
        papers=PAPERS,
        groupings=[(group.value, group.label) for group in Grouping],
        own=own,
        made=queries.jobs(desk(), actions.ACTIVITY_REPORT, 8),
    )


@pages.get("/reports/preview/<int:number>.png")
def preview(number: int) -> Response:
    choice = Choice.from_args(request.args)
    file = previews.preview(desk(), choice.question, choice.options, address())
    return Response(found(previews.picture(file, number)), content_type="image/png")


@pages.get("/reports/activity.pdf")
def activity() -> Response:
    choice = Choice.from_args(request.args)
    describe(desk(), choice.question)  # what names nothing known gets words rather than an empty paper
    if is_long(choice):
        return redirect(url_for("reports.index") + "?" + urlencode(choice.to_args()))
    out = io.BytesIO()
    write_activity(
        desk(),
        choice.question,
        choice.options,
        out,
        organisation=installation().settings.organisation,
        address=address(),
    )
    out.seek(0)
    return send_file(out, "application/pdf", as_attachment=True, download_name=file_name(choice))


@pages.post("/reports")
def make() -> Response:
    choice = Choice.from_args(request.form)
    describe(desk(), choice.question)
    job = actions.ask(desk(), actions.ACTIVITY_REPORT, choice.to_args() | {"address": address()})
    return redirect(url_for("reports.show", job_id=job.id))


@pages.get("/reports/made/<int:job_id>")
def show(job_id: int) -> str:
    job = found(queries.job(desk(), job_id))
    choice = Choice.from_args(job.asked)
    return render_template(
        "reports/show.html", job=job, choice=choice, parts=describe(desk(), choice.question), states=JobState
    )


@pages.get("/reports/made/<int:job_id>/progress")
def progress(job_id: int) -> Response:
    job = found(queries.job(desk(), job_id))
    return Response(
        render_template("reports/_progress.html", job=job, states=JobState), content_type="text/html; charset=utf-8"
    )


@pages.get("/reports/made/<int:job_id>/file")
def download(job_id: int) -> Response:
    job = found(queries.job(desk(), job_id))
    file = installation().settings.papers_folder / (job.result or "none")
    found(file if file.exists() else None)
    name = file_name(Choice.from_args(job.asked))
    return send_file(file, "application/pdf", as_attachment=True, download_name=name)


def is_long(choice: Choice) -> bool:
    """Whether the paper takes longer than one waits for a page."""
    if choice.options.detail is Detail.FIGURES:
        return False
    fits = count(desk(), choice.question)
    return fits.n > AT_ONCE or not fits.exact


def file_name(choice: Choice) -> str:
    """What the file is called: scope and period, in letters that every system takes."""
    parts = [part.words for part in describe(desk(), choice.question)]
    plain = "-".join("".join(char if char.isalnum() else " " for char in part).strip() for part in parts)
    return f"activity-{'-'.join(plain.lower().split())[:80]}.pdf"


def address() -> str:
    """Where the product answers, as the paper's links say it."""
    return installation().settings.address or request.host_url.rstrip("/")
