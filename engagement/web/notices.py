"""The officials who were added longer ago than the law gives to tell them, and were not told: several at once."""

from contextlib import suppress

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import ValidationError

from engagement.actions import notices as actions
from engagement.actions.notices import NoticeDraft
from engagement.actions.wrong import WrongDraft
from engagement.core.filtering import record_key
from engagement.model.officials import TOLD_WITHIN, Notice
from engagement.queries import officials as queries
from engagement.queries.officials import OfficialFilter
from engagement.web.forms import AtMost, DayField, Form, Said, WordRadios
from engagement.web.frame import desk
from engagement.web.wrong import blame

pages = Blueprint("notices", __name__)
SHOWN = 100  # on the page
AT_ONCE = 5_000  # in one save
TICKED, ALL = "ticked", "all"


class NoticeForm(Form):
    which = RadioField("For whom", default=TICKED)
    notice = WordRadios("How", Notice, default=Notice.GIVEN)
    notice_on = DayField("On", [Said("Write the day.")])
    notice_how = StringField("Words", [AtMost(300)])

    def validate_which(self, field: RadioField) -> None:
        """Somebody must be meant."""
        if field.data == TICKED and not ticked():
            raise ValidationError("Tick those who were told, or choose all of them.")


@pages.route("/officials/notices", methods=["GET", "POST"])
def index() -> str | Response:
    asked = OfficialFilter(untold=True, source=OfficialFilter.from_args(request.args).source)
    waiting = queries.count(desk(), asked)
    form = NoticeForm(notice_on=desk().today)
    all_of = f"All {waiting:,} of this list" if waiting <= AT_ONCE else f"The first {AT_ONCE:,} of this list"
    form.which.choices = [SelectChoice(TICKED, "Those ticked above"), SelectChoice(ALL, all_of)]
    if form.validate_on_submit():
        try:
            told = actions.give(desk(), _meant(form, asked), _draft(form))
        except WrongDraft as error:
            blame(form, error)
        else:
            flash(f"Noted for {told:,} {'official' if told == 1 else 'officials'}.")
            return redirect(url_for("notices.index", source=asked.source))
    return render_template(
        "notices/index.html",
        form=form,
        asked=asked,
        waiting=waiting,
        days=TOLD_WITHIN,
        rows=queries.longest_first(desk(), asked, SHOWN),
        sources=[
            (source, f"{source}: {n:,}")
            for source, n in queries.by_source(desk(), OfficialFilter(untold=True))
            if source
        ],
        ticked=ticked(),
    )


def ticked() -> set[int]:
    """The keys of those who are ticked; what no key can be is passed over."""
    keys = set()
    for text in request.form.getlist("official"):
        with suppress(ValueError):
            keys.add(record_key(text))
    return keys


def _meant(form: NoticeForm, asked: OfficialFilter) -> list[int]:
    if form.which.data == ALL:
        return queries.keys(desk(), asked, AT_ONCE)
    return sorted(ticked())


def _draft(form: NoticeForm) -> NoticeDraft:
    return NoticeDraft(form.notice.data or Notice.GIVEN, form.notice_on.data, form.notice_how.data or "")
