"""The posts of an official: a further one, a change, a mistake taken out."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from engagement.actions import officials as actions
from engagement.actions.officials import PostDraft
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.model.officials import Post
from engagement.queries import officials as queries
from engagement.web.choosing import OnlyOne, one_id
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell_wrong
from engagement.web.forms import AtMost, DayField, Form
from engagement.web.frame import desk, found
from engagement.web.tags import Tag, TagsField
from engagement.web.wrong import blame

pages = Blueprint("posts", __name__)


class PostForm(Form):
    organisation_id = TagsField("Organisation", ["organisation"], validators=[OnlyOne("Say at which organisation.")])
    title = StringField("Post", [AtMost(300)])
    from_on = DayField("Since")
    to_on = DayField("Last day")
    version = HiddenField()

    def draft(self) -> PostDraft:
        """The post that the form says."""
        at = one_id(self.organisation_id) or 0
        return PostDraft(at, self.title.data or "", self.from_on.data, self.to_on.data)


@pages.route("/officials/<int:official_id>/posts/new", methods=["GET", "POST"])
def new(official_id: int) -> str | Response:
    person = found(queries.official(desk(), official_id))
    found(None if person.erased_at else person)
    form = PostForm()
    if form.validate_on_submit():
        try:
            actions.appoint(desk(), person, form.draft())
        except WrongDraft as error:
            blame(form, error)
        else:
            flash("The post is added.")
            return redirect(url_for("officials.show", official_id=person.id))
    return render_template("officials/post.html", form=form, person=person, post=None)


@pages.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
def edit(post_id: int) -> str | Response | tuple[str, int]:
    post = found(queries.post(desk(), post_id))
    found(None if post.official.erased_at else post)
    form = PostForm(**_values(post))
    if form.validate_on_submit():
        try:
            actions.revise_post(desk(), post, form.draft(), version_sent(form))
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            stands = PostForm(formdata=None, **_values(found(queries.post(desk(), post_id))))
            return conflict(form, stands, url_for("posts.edit", post_id=post.id))
        else:
            flash("Saved.")
            return redirect(url_for("officials.show", official_id=post.official_id))
    return render_template("officials/post.html", form=form, person=post.official, post=post)


@pages.post("/posts/<int:post_id>/removal")
def strike(post_id: int) -> Response:
    post = found(queries.post(desk(), post_id))
    try:
        actions.strike_post(desk(), post)
    except WrongDraft as error:
        tell_wrong(error)
        return redirect(url_for("posts.edit", post_id=post.id))
    flash("The post is taken out.")
    return redirect(url_for("officials.show", official_id=post.official_id))


def _values(post: Post) -> dict[str, Any]:
    at = Tag("organisation", post.organisation.id, post.organisation.name)
    return {
        "organisation_id": [at],
        "title": post.title,
        "from_on": post.from_on,
        "to_on": post.to_on,
        "version": post.version,
    }
