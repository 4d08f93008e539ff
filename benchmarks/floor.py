"""The page floor: a minimal Flask app that reads by hand and renders the product's own template, and nothing else.

The values of the template are those that the product gave it once, so both pages say the same; what is read by hand is
compared with them at that moment, and read anew for every answer.
"""

import json
import os
import re
from collections.abc import Callable
from threading import local
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, before_render_template, g, render_template, request

from benchmarks.page_rows import PageRows
from benchmarks.proposal_rows import ProposalRows
from benchmarks.search_rows import SHOWN, SearchRows
from benchmarks.worlds import Raw
from engagement.app import create_app
from engagement.core.settings import read_settings
from engagement.installation import Installation
from engagement.queries.search import COUNTED, search

OF_THE_APP = ("url_for", "get_flashed_messages", "config", "request", "session", "g", "csrf_token")
Values = dict[str, Any]


class Floor:
    """The pages that are compared, by the bare driver and the product's templates."""

    def __init__(self, installation: Installation, cookie: str) -> None:
        self.url, self.cookie = installation.settings.database_url, cookie
        self.product = create_app(installation)
        self.mine = local()
        self.shown: dict[str, tuple[str, Values]] = {}
        self.said: dict[str, str] = {}
        self.app = Flask("floor", template_folder=self.product.template_folder, static_folder=None)
        self.app.secret_key = self.product.secret_key
        self.app.url_map = self.product.url_map
        mine, theirs = self.app.jinja_env, self.product.jinja_env
        mine.undefined, mine.trim_blocks, mine.lstrip_blocks = theirs.undefined, True, True
        mine.filters.update(theirs.filters)
        mine.globals.update({name: value for name, value in theirs.globals.items() if name not in OF_THE_APP})
        mine.globals["csrf_token"] = lambda: "none"
        self.app.view_functions.update(
            {
                "engagements.index": self.page(lambda rows, _: rows.engagements(request.args), _same_list),
                "engagements.show": self.page(lambda rows, at: rows.engagement(**at), _same_record),
                "organisations.show": self.page(lambda rows, at: rows.organisation(**at), _same_body),
                "find.proposals": self.proposals,
                "find.box": self.box,
            }
        )

    def rows(self, kind: type[Any]) -> Any:
        """What reads by hand, with a connection of this thread's own."""
        if not hasattr(self.mine, "raw"):
            self.mine.raw = Raw(self.url)
        return kind(self.mine.raw, g.desk.member.id, g.desk.today)

    def page(self, read: Callable[[Any, Values], Values], same: Callable[[Values, Values], None]) -> Callable[..., str]:
        """A view that reads by hand and renders."""

        def view(**at: int) -> str:
            known = self.shown.get(request.full_path)
            template, values = known or self.show(request.full_path)
            g.desk = values["desk"]
            found = read(self.rows(PageRows), at)
            if not known:
                same(found, values)
                self.shown[request.full_path] = template, values
            return render_template(template, **values)

        return view

    def proposals(self) -> Response:
        """What is proposed, by hand; the answer is as short as one can be."""
        known = self.said.get(request.full_path)
        if known is None:
            self.show("/engagements")
        g.desk = self.seat
        found = self.rows(ProposalRows).proposals(request.args["q"], request.args.getlist("kind"))
        if known is None:
            known = self.ask(request.full_path)
            assert [one["name"] for one in json.loads(known)["items"]] == [row[-1] for row in found], found
            self.said[request.full_path] = known
        return Response(known, content_type="application/json")

    def box(self) -> Response:
        """What the box of search shows, by hand; the answer is as short as one can be."""
        known = self.said.get(request.full_path)
        if known is None:
            self.show("/engagements")
        g.desk = self.seat
        found = self.rows(SearchRows).box(request.args["q"])
        if known is None:
            known = self.ask(request.full_path)
            _same_found(found, self.product.extensions["engagement"], request.args["q"])
            self.said[request.full_path] = known
        return Response(known, content_type="text/html; charset=utf-8")

    def ask(self, path: str) -> str:
        """What the product answers."""
        asking = self.product.test_client()
        asking.set_cookie("engagement", self.cookie)
        answer = asking.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def show(self, path: str) -> tuple[str, Values]:
        """The template that the product renders for a page, and what it gives it."""
        kept: list[tuple[str, Values]] = []

        def hear(_sender: Flask, template: Any, context: Values, **_more: Any) -> None:
            seat = SimpleNamespace(member=g.desk.member, today=g.desk.today, now=g.desk.now)
            counts = context["nav_counts"]()
            kept.append((template.name, context | {"nav_counts": lambda: counts, "desk": seat}))
            self.seat = seat

        with before_render_template.connected_to(hear, self.product):
            self.ask(path)
        template, values = kept[-1]
        return template, {name: value for name, value in values.items() if name not in OF_THE_APP}


def _same_found(found: tuple[Any, ...], installation: Installation, asked: str) -> None:
    with installation.desk(g.desk.member, reads=True) as desk:
        answer = search(desk, asked, SHOWN)
    assert found[0] == [one.id for one in answer.engagements]
    assert found[2] == [one.id for one in answer.commitments]
    counts = answer.all_engagements, answer.all_commitments
    assert [min(found[1], COUNTED), min(found[3], COUNTED)] == [one.n for one in counts]
    assert found[4] == [(one.kind, one.id, n) for names, n in answer.names.values() for one in names]


def _same_list(found: Values, shown: Values) -> None:
    assert found["rows"] == [line.row for line in shown["lines"]]
    assert found["count"] == (shown["count"].n, shown["count"].exact)
    _same_nav(found, shown)


def _same_record(found: Values, shown: Values) -> None:
    record = shown["record"]
    names = [link.organisation.name for link in record.organisations]
    names += [link.official.name for link in record.officials] + [link.member.name for link in record.members]
    names += [link.topic.name for link in record.topics] + [link.member.name for link in record.readers]
    assert [row[3] for row in found["parts"]] == names
    texts = [entry.text for entry in (*record.shared, *record.heard, *record.commitments)]
    assert [row[3] for row in found["entries"]] == texts + [file.name for file in shown["files"]]
    assert found["so_far"] == list(shown["so_far"])
    _same_nav(found, shown)


def _same_body(found: Values, shown: Values) -> None:
    assert found["timeline"] == shown["timeline"].rows
    assert found["planned"] == shown["planned"][::-1]
    assert [row[:3] for row in found["known"]] == [(one.id, one.name, one.n) for one in shown["known"]]
    told = {figure.definition.name: figure.value for figure, _ in shown["figures"]}
    now = next((row for row in found["figures"] if row[0]), (True, 0, 0, 0, 0))
    kept = next((row for row in found["kept"] if row[0]), (True, 0, 0))
    assert now[1] == told["Engagements"]
    assert (now[4], now[1]) == (told["Reciprocity"].n, told["Reciprocity"].of)
    assert kept[1:] == (told["Our promises kept on time"].n, told["Our promises kept on time"].of)
    assert [row[2] for row in found["around"] if row[0] == 2] == [one.name for one in shown["children"]]
    _same_nav(found, shown)


def _same_nav(found: Values, shown: Values) -> None:
    counts = [re.sub(r"\D", "", words) for words, _ in shown["nav_counts"]().values()]
    assert [str(n) for n in found["nav"] if n] == counts


def served() -> Flask:
    """The floor of this process's settings, for the WSGI server."""
    return Floor(Installation.open(read_settings()), os.environ["BENCH_COOKIE"]).app  # noqa: TID251
