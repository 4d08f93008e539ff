"""All routes of the product and a record for each part of an address, so that a test can visit every page.

A new route walks along by being there. One whose address names an unknown kind of record fails until `records` has one.
"""

import io
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from engagement.access.rights import Right
from engagement.access.routes import ROUTES
from engagement.actions import drafts, jobs
from engagement.actions.attachments import attach
from engagement.actions.deeds import merging
from engagement.actions.imports.engagements import EngagementImport
from engagement.core.files import FileStore
from engagement.core.tokens import new_token
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.intake import mappings
from engagement.model.officials import Post

SECRET = "Zweitvermerk"  # stands in every text of the confidential engagement, and nowhere else
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def signed_in_rules(app: Flask, method: str) -> Iterator[Rule]:
    """The routes behind the sign-in that answer to a method."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and ROUTES[rule.endpoint] is not Right.PUBLIC:
            yield rule


def address(app: Flask, rule: Rule, records: dict[str, Any]) -> str:
    """The address of a route for these records."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        path = adapter.build(rule.endpoint, {name: records[name] for name in rule.arguments})
    return f"{path}?period=this-quarter" if rule.endpoint.startswith("reports.") else path


def records(desk: Desk, make: ModuleType, installation: Installation, confidential: bool) -> dict[str, Any]:
    """One of each, tied together: what an address may name, by the name of its part."""
    mark = SECRET if confidential else "Talk"
    body = make.organisation(desk, country="JP")
    person = make.official(desk, at=body)
    topic = make.topic(desk)
    category = make.need_category(desk, f"Exit {confidential}")
    talk = make.engagement(
        desk,
        f"{mark} on procurement",
        organisations=[body],
        officials=[person],
        topics=[topic],
        summary=f"{mark} in the summary",
        outcome=f"{mark} in the outcome",
        confidential=confidential,
    )
    make.shared(desk, talk, f"{mark} shared", topic=topic)
    make.heard(desk, talk, f"{mark} heard", need=category, topic=topic)
    promise = make.commitment(desk, talk, f"{mark} promised", due=make.days(desk, -3))
    files = FileStore(installation.settings.files_folder)
    file = attach(desk, files, talk, f"{mark}.png", io.BytesIO(PNG), 1_000)
    job = jobs.ask(desk, jobs.ACTIVITY_REPORT, {"period": "this-quarter"})
    desk.db.commit()
    gone = make.organisation(desk)
    merge = merging.merge(desk, merging.MergeDraft("organisation", body.id, gone.id, body.version, gone.version))
    run = EngagementImport(mappings.ENGAGEMENTS["spreadsheet"], "list.csv")
    run.begin(desk)
    draft_key = new_token()
    drafts.keep(desk, draft_key, "/engagements/new", f"{mark} being written", [("summary", f"{mark} drafted")])
    desk.db.commit()
    japan = make.country(desk, "JP")
    return {
        "engagement_id": talk.id,
        "commitment_id": promise.id,
        "organisation_id": body.id,
        "official_id": person.id,
        "topic_id": topic.id,
        "member_id": desk.member.id,
        "region_id": japan.region_id,
        "country_id": japan.id,
        "need_category_id": category.id,
        "key_body_id": make.key_body(desk, body).id,
        "function_id": desk.member.function_id,
        "post_id": desk.db.scalars(select(Post.id).where(Post.official_id == person.id)).one(),
        "attachment_id": file.id,
        "job_id": job.id,
        "number": 1,
        "draft_key": draft_key,
        "merge_id": merge.id,
        "run_id": run.run_id,
    }
