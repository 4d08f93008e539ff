"""Pages of the team: the list, one member, and what an administrator does with them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from engagement.actions import members as actions
from engagement.actions import sign_ins
from engagement.actions.members import MemberDraft
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.model.members import Function, Member
from engagement.model.places import Region
from engagement.model.scope import Scope
from engagement.model.topics import Topic
from engagement.model.words import CommitmentState, Role
from engagement.queries import commitments as promised
from engagement.queries import listed
from engagement.queries import members as queries
from engagement.queries.beside import beside
from engagement.queries.commitments import CommitmentFilter
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.members import MemberFilter
from engagement.web import changes
from engagement.web.clocks import ZoneField
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell, tell_wrong
from engagement.web.forms import AtMost, Form, RecordField, Said, WordField
from engagement.web.frame import desk, found, installation
from engagement.web.lists import address, opens, promises, timeline
from engagement.web.ticks import KeysField
from engagement.web.wrong import blame

pages = Blueprint("members", __name__)


class MemberForm(Form):
    name = StringField("Name", [Said("Write a name."), AtMost(300)])
    email = StringField("E-mail", [Said("Write an e-mail address."), AtMost(300)])
    role = WordField("Role", Role, validators=[Said("Choose a role.")])
    function_id = RecordField("Function", none="None")
    region_ids = KeysField("Regions")
    zone = ZoneField("Clocks", validators=[Said("Choose a time zone.")])
    version = HiddenField()

    def offer(self, member: Member | None) -> "MemberForm":
        """The same with the choices that this installation has; what the member has already may stay."""
        has = {link.region_id for link in queries.region_links(desk(), member)} if member else set()
        functions = listed.entries(desk(), Function, archived=True)
        regions = listed.entries(desk(), Region, archived=True)
        kept = member.function_id if member else None
        self.function_id.offer((one.id, one.name) for one in functions if not one.is_archived or one.id == kept)
        self.region_ids.offer((one.id, one.name) for one in regions if not one.is_archived or one.id in has)
        return self

    def draft(self) -> MemberDraft:
        """The member that the form says."""
        return MemberDraft(
            name=self.name.data or "",
            email=self.email.data or "",
            role=Role(self.role.data or ""),
            function_id=self.function_id.key,
            region_ids=self.region_ids.keys,
            zone=self.zone.data or "",
        )


@pages.get("/members")
def index() -> str:
    asked = MemberFilter.from_args(request.args)
    return render_template(
        "members/index.html",
        asked=asked,
        rows=queries.members(desk(), asked),
        regions=[(one.id, one.name) for one in listed.entries(desk(), Region)],
        functions=[(one.id, one.name) for one in listed.entries(desk(), Function)],
        roles=[(role.value, role.label) for role in Role],
        on=list(_words(asked)),
    )


@pages.get("/members/<int:member_id>")
def show(member_id: int) -> str:
    member, at = _member(member_id), desk()
    asked = EngagementFilter(member=member.id)
    own = CommitmentFilter(owner=member.id, state=CommitmentState.OPEN)
    return render_template(
        "members/show.html",
        member=member,
        regions=queries.regions(at, member),
        timeline=timeline(asked),
        promises=promises(promised.commitments(at, own, size=8).rows),
        open=promised.count(at, own),
        late=promised.count(at, replace(own, overdue=True)),
        all_open=opens(own),
        all_late=opens(replace(own, overdue=True)),
        spoken=beside(at, (Scope.MEMBER, member.id), Topic),
    )


@pages.route("/members/new", methods=["GET", "POST"])
def new() -> str | Response:
    form = MemberForm(role=Role.MEMBER, zone=desk().member.zone).offer(None)
    if form.validate_on_submit():
        try:
            member = actions.add(desk(), form.draft())
        except WrongDraft as error:
            blame(form, error)
        else:
            return _invited(member)
    return render_template("members/form.html", form=form, member=None)


@pages.route("/members/<int:member_id>/edit", methods=["GET", "POST"])
def edit(member_id: int) -> str | Response | tuple[str, int]:
    member = _member(member_id)
    form = MemberForm(**_values(member)).offer(member)
    if form.validate_on_submit():
        try:
            actions.revise(desk(), member, form.draft(), version_sent(form))
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            now = _member(member_id)
            stands = MemberForm(formdata=None, **_values(now)).offer(now)
            return conflict(form, stands, url_for("members.edit", member_id=member.id))
        else:
            flash("Saved.")
            return redirect(url_for("members.show", member_id=member.id))
    return render_template("members/form.html", form=form, member=member)


@pages.post("/members/<int:member_id>/invitation")
def invite(member_id: int) -> Response:
    return _invited(_member(member_id))


@pages.post("/members/<int:member_id>/sign-ins/end")
def end_sign_ins(member_id: int) -> Response:
    member = _member(member_id)
    sign_ins.end_sign_ins(desk(), member)
    tell("{} is signed out everywhere.", member)
    return redirect(url_for("members.show", member_id=member.id))


@pages.get("/members/<int:member_id>/history")
def history(member_id: int) -> str:
    member = _member(member_id)
    return changes.history("member", member.id, member.name, url_for("members.show", member_id=member.id))


@pages.post("/members/<int:member_id>/archive")
def archive(member_id: int) -> Response:
    member = _member(member_id)
    try:
        actions.archive(desk(), member)
    except WrongDraft as error:
        tell_wrong(error)
    else:
        undo = url_for("members.restore", member_id=member.id)
        tell("{} is archived and cannot sign in any more.", member, undo=undo)
    return redirect(url_for("members.show", member_id=member.id))


@pages.post("/members/<int:member_id>/restoration")
def restore(member_id: int) -> Response:
    member = _member(member_id)
    actions.restore(desk(), member)
    tell("{} is back and can sign in.", member)
    return redirect(url_for("members.show", member_id=member.id))


def _member(member_id: int) -> Member:
    return found(queries.member(desk(), member_id))


def _invited(member: Member) -> Response:
    """The page with the one-time address: it is shown once and kept nowhere in the clear."""
    token = sign_ins.invite(desk(), member)
    base = installation().settings.address or request.host_url.rstrip("/")
    link = f"{base}{url_for('sign_in.invited', token=token)}"
    page = render_template("members/invited.html", member=member, link=link, days=sign_ins.INVITED_FOR.days)
    # 201: the address came into being, and this page must not be a redirect that carries it
    headers = {"Cache-Control": "no-store", "Location": url_for("members.show", member_id=member.id)}
    return Response(page, 201, headers, content_type="text/html; charset=utf-8")


def _values(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "email": member.email,
        "role": member.role,
        "function_id": member.function_id,
        "region_ids": [link.region_id for link in queries.region_links(desk(), member)],
        "zone": member.zone,
        "version": member.version,
    }


def _words(asked: MemberFilter) -> Iterator[tuple[str, str]]:
    said = {"q": f"“{asked.q}”", "archived": "Archived", "role": asked.role.label if asked.role else ""}
    if asked.region:
        said["region"] = found(listed.entry(desk(), Region, asked.region)).name
    if asked.function:
        said["function"] = found(listed.entry(desk(), Function, asked.function)).name
    for part, phrase in said.items():
        if getattr(asked, part):
            yield phrase, address("members.index", replace(asked, **{part: None}))
