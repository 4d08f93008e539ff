"""Pages of policy topics: the tree, the record across countries, the form."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from engagement.actions import topics as actions
from engagement.actions.topics import TopicDraft
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.core.periods import preset
from engagement.model.members import Member
from engagement.model.organisations import Organisation
from engagement.model.scope import Scope
from engagement.model.topics import Topic
from engagement.model.words import Status
from engagement.queries import members, trees
from engagement.queries import topics as queries
from engagement.queries.beside import beside
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import engagements
from engagement.queries.figures.defined import BODIES, ENGAGEMENTS, OFFICIALS, figures
from engagement.queries.tallies import tallies
from engagement.queries.topics import TopicFilter
from engagement.web import changes
from engagement.web.choosing import OnlyOne, one_id
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell, tell_wrong
from engagement.web.forms import AtMost, Form, RecordField, Said
from engagement.web.frame import desk, found
from engagement.web.lists import YEAR, address, key_asked, opens, timeline
from engagement.web.tags import Tag, TagsField
from engagement.web.wrong import blame

pages = Blueprint("topics", __name__)


class TopicForm(Form):
    name = StringField("Name", [Said("Write a name."), AtMost(300)])
    parent_id = TagsField("Stands below", ["topic"], validators=[OnlyOne()])
    owner_id = RecordField("Owner", none="Nobody")
    names = TextAreaField("Synonyms")
    code = StringField("Code", [AtMost(40)])
    description = TextAreaField("What it is about", [AtMost(20_000)])
    version = HiddenField()

    def offer(self, owner: Member | None) -> "TopicForm":
        """The same with those who can own it; the present `owner` may stay, archived or not."""
        there = {one.id: one.name for one in members.choices(desk())}
        self.owner_id.offer((there | ({owner.id: owner.name} if owner else {})).items())
        return self

    def draft(self) -> TopicDraft:
        """The topic that the form says."""
        return TopicDraft(
            name=self.name.data or "",
            parent_id=one_id(self.parent_id),
            owner_id=self.owner_id.key,
            code=self.code.data or "",
            description=self.description.data or "",
            names=tuple((self.names.data or "").splitlines()),
        )


@pages.get("/topics")
def index() -> str:
    asked = TopicFilter.from_args(request.args)
    return render_template(
        "topics/index.html",
        asked=asked,
        found=queries.topics(desk(), asked),
        owners=[(one.id, one.name) for one in members.choices(desk())],
        on=list(_words(asked)),
    )


@pages.get("/topics/<int:topic_id>")
def show(topic_id: int) -> str:
    topic, at = _topic(topic_id), desk()
    asked = EngagementFilter(topic=topic.id)
    below = trees.children(at, topic)
    planned = replace(asked, status=Status.PLANNED, first=at.today)
    counted = figures(at, asked, preset(YEAR, at.today), [ENGAGEMENTS, BODIES, OFFICIALS])
    return render_template(
        "topics/show.html",
        topic=topic,
        names=queries.other_names(at, topic),
        way=[(one.name, url_for("topics.show", topic_id=one.id)) for one in trees.ancestors(at, topic)],
        below=below,
        counted=tallies(at, Scope.TOPIC, Topic, [one.id for one in below]),
        figures=[(figure, opens(figure.opens)) for figure in counted],
        timeline=timeline(asked),
        bodies=beside(at, (Scope.TOPIC, topic.id), Organisation),
        planned=engagements(at, planned, size=5).rows[::-1],
        more_planned=opens(planned),
    )


@pages.route("/topics/new", methods=["GET", "POST"])
def new() -> str | Response:
    above = queries.topic(desk(), key_asked("parent"))
    form = TopicForm(parent_id=_tags(above)).offer(None)
    if form.validate_on_submit():
        try:
            topic = actions.add(desk(), form.draft())
        except WrongDraft as error:
            blame(form, error)
        else:
            tell("{} is added.", topic)
            return redirect(url_for("topics.show", topic_id=topic.id))
    return render_template("topics/form.html", form=form, topic=None)


@pages.route("/topics/<int:topic_id>/edit", methods=["GET", "POST"])
def edit(topic_id: int) -> str | Response | tuple[str, int]:
    topic = _topic(topic_id)
    form = TopicForm(**_values(topic)).offer(topic.owner)
    if form.validate_on_submit():
        try:
            actions.revise(desk(), topic, form.draft(), version_sent(form))
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            now = _topic(topic_id)
            stands = TopicForm(formdata=None, **_values(now)).offer(now.owner)
            return conflict(form, stands, url_for("topics.edit", topic_id=topic.id))
        else:
            flash("Saved.")
            return redirect(url_for("topics.show", topic_id=topic.id))
    return render_template("topics/form.html", form=form, topic=topic)


@pages.get("/topics/<int:topic_id>/history")
def history(topic_id: int) -> str:
    topic = _topic(topic_id)
    return changes.history("topic", topic.id, topic.name, url_for("topics.show", topic_id=topic.id))


@pages.post("/topics/<int:topic_id>/archive")
def archive(topic_id: int) -> Response:
    topic = _topic(topic_id)
    actions.archive(desk(), topic)
    tell("{} is archived.", topic, undo=url_for("topics.restore", topic_id=topic.id))
    return redirect(url_for("topics.show", topic_id=topic.id))


@pages.post("/topics/<int:topic_id>/restoration")
def restore(topic_id: int) -> Response:
    topic = _topic(topic_id)
    try:
        actions.restore(desk(), topic)
    except WrongDraft as error:
        tell_wrong(error)
    else:
        tell("{} is back.", topic)
    return redirect(url_for("topics.show", topic_id=topic.id))


def _topic(topic_id: int) -> Topic:
    return found(queries.topic(desk(), topic_id))


def _tags(above: Topic | None) -> list[Tag]:
    return [Tag("topic", above.id, above.name)] if above else []


def _values(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.name,
        "parent_id": _tags(topic.parent),
        "owner_id": topic.owner_id,
        "names": "\n".join(other.name for other in queries.other_names(desk(), topic)),
        "code": topic.code,
        "description": topic.description,
        "version": topic.version,
    }


def _words(asked: TopicFilter) -> Iterator[tuple[str, str]]:
    said = {"q": f"“{asked.q}”", "archived": "Archived"}
    if asked.owner:
        said["owner"] = f"Owner: {found(members.member(desk(), asked.owner)).name}"
    for part, phrase in said.items():
        if getattr(asked, part):
            yield phrase, address("topics.index", replace(asked, **{part: None}))
