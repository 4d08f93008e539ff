"""Runs of imports: what each brought, and undoing one as a whole."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from engagement.actions import jobs as asking
from engagement.actions.deeds.imports import ImportUndo
from engagement.model.jobs import JobState
from engagement.queries import imports as queries
from engagement.queries.imports import RunRow
from engagement.web.frame import desk, found
from engagement.web.ways import way_to

pages = Blueprint("imports", __name__)
AT_ONCE = 500  # records: so many are put back while one waits; more of them by a worker, with a progress bar
KINDS = ("engagement", "official", "organisation", "topic")


@pages.get("/administration/imports")
def index() -> str:
    return render_template("imports/index.html", runs=queries.listed(desk()))


@pages.get("/administration/imports/<int:run_id>")
def show(run_id: int) -> str:
    row = found(queries.run(desk(), run_id))
    undoing = queries.undoing(desk(), row.run)
    return render_template(
        "imports/show.html",
        row=row,
        goes=_words(undoing.made),
        changes=_words(undoing.changed),
        staying=undoing.staying,
        stays=[(name, way_to(kind, key)) for kind, key, name in undoing.stays],
        **_job(row),
    )


@pages.get("/administration/imports/<int:run_id>/progress")
def progress(run_id: int) -> Response:
    row = found(queries.run(desk(), run_id))
    page = render_template("imports/_progress.html", row=row, **_job(row))
    return Response(page, content_type="text/html; charset=utf-8")


@pages.post("/administration/imports/<int:run_id>/undoing")
def undo(run_id: int) -> Response:
    row = found(queries.run(desk(), run_id))
    here = redirect(url_for("imports.show", run_id=run_id))
    job = queries.job(desk(), asking.UNDO_IMPORT, run_id)
    if row.run.deed_id is None or (job and job.state is not JobState.FAILED):
        return here
    undoing = ImportUndo(run_id)
    undoing.begin(desk())
    if undoing.total > AT_ONCE:
        asking.ask(desk(), asking.UNDO_IMPORT, {"run": run_id})
        return here
    while undoing.take(desk()):
        pass
    undoing.finish(desk())
    flash("The import is undone. What was worked on since stays as it is." if undoing.left else "The import is undone.")
    return here


def _job(row: RunRow) -> dict[str, Any]:
    return {"job": queries.job(desk(), asking.UNDO_IMPORT, row.run.id), "states": JobState}


def _words(counts: Any) -> list[str]:
    return [f"{n:,} {kind if n == 1 else f'{kind}s'}" for kind in KINDS if (n := counts[kind])]
