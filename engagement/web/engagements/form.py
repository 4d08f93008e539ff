"""The form of an engagement: its fields, in the order in which one remembers them."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.widgets import TextInput

from engagement.actions.commitments import LONGEST as LONGEST_PROMISE
from engagement.actions.commitments import CommitmentDraft
from engagement.actions.engagements.drafting import (
    LONGEST_ENTRY,
    LONGEST_LINE,
    LONGEST_TEXT,
    EngagementDraft,
    HeardDraft,
    SharedDraft,
)
from engagement.core.filtering import record_key
from engagement.model.words import (
    AskedBy,
    Channel,
    EngagementKind,
    HeardKind,
    OrganisationKind,
    Purpose,
    SharedKind,
    Side,
    Status,
)
from engagement.web.forms import AtMost, ClockField, DayField, Form, RecordField, Said, WordField, WordRadios
from engagement.web.said import city, minutes
from engagement.web.tags import Tag, TagsField

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)
THEM = "theirs"


class Row(PlainForm):
    """One row of fields: no token of its own, its text cleaned like all text."""

    class Meta(Form.Meta):
        csrf = False


class LengthField(SelectField):
    """How long it took, in minutes or not known."""

    def process_data(self, value: int | None) -> None:
        """Offers the usual lengths, and the one it has."""
        lengths = sorted({*LENGTHS, *([value] if value else [])})
        self.choices = [SelectChoice("", "Not known"), *(SelectChoice(str(n), minutes(n)) for n in lengths)]
        self.data = str(value) if value else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps what was sent; only what is offered is valid."""
        self.data = valuelist[0] if valuelist else ""
        if self.data.isascii() and self.data.isdigit() and 0 < int(self.data[:6]) <= 44_640:
            self.process_data(int(self.data[:6]))

    @property
    def minutes(self) -> int | None:
        """The length, none where it is not known or where what was sent is none: a refused form asks too."""
        text = self.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None


class HoursField(Field):
    """Hours with decimals, written with a point or a comma; `data` is a number or None."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads 1.5 and 1,5."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            hours = float(text.replace(",", "."))
        except ValueError as error:
            raise ValueError("Write hours as a number, such as 1.5.") from error
        if not 0 <= hours <= 1_000:
            raise ValueError("Write hours from 0 to 1,000.")
        self.data = hours

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"


class PromiseRow(Row):
    """`keeper` is whose promise it is: "ours:5", "theirs", "task:5"."""

    id = HiddenField()
    text = StringField("What was promised", [AtMost(LONGEST_PROMISE)])
    keeper = SelectField("By whom", validate_choice=False)
    due = DayField("Due")


class SharedRow(Row):
    id = HiddenField()
    kind = WordField("Kind of entry", SharedKind)
    text = TextAreaField("What we shared", [AtMost(LONGEST_ENTRY)])


class HeardRow(Row):
    id = HiddenField()
    kind = WordField("Kind of entry", HeardKind)
    text = TextAreaField("What they told us", [AtMost(LONGEST_ENTRY)])
    need = RecordField("Category of the need", none="No category", validate_choice=False)
    topic = RecordField("Topic of the entry", none="No topic", validate_choice=False)


class NewcomerRow(Row):
    """Somebody or something named that is of no record yet, or that may be one of several."""

    answered = False  # whether the form that was sent had this row

    field = HiddenField()
    name = HiddenField()
    answer = SelectField("This is", validate_choice=False)
    kind = WordField("Kind of body", OrganisationKind)
    country = RecordField("Country", none="Supranational", validate_choice=False)
    title = StringField("Post", [AtMost(LONGEST_LINE)])
    at = SelectField("Works at", validate_choice=False)
    address = StringField("E-mail", [AtMost(LONGEST_LINE)])


class EngagementForm(Form):
    version = HiddenField()
    who = TagsField("Who", ("organisation", "official"), ("organisation", "official"))
    topics = TagsField("Topics", ("topic",), ("topic",))
    summary = TextAreaField("What happened", [AtMost(LONGEST_TEXT)])
    outcome = TextAreaField("Outcome", [AtMost(LONGEST_TEXT)])
    result_sought = TextAreaField("Result sought", [AtMost(LONGEST_TEXT)])
    settled = SelectMultipleField("Settled in this meeting", choices=[], validate_choice=False)  # of the earlier one
    commitments = FieldList(FormField(PromiseRow), "Commitments")
    shared = FieldList(FormField(SharedRow), "Shared")
    heard = FieldList(FormField(HeardRow), "Heard")
    newcomers = FieldList(FormField(NewcomerRow), "New here")
    day = DayField("Day", [Said("Write the day.")])
    start = ClockField("Start")
    length = LengthField("Length")
    zone = SelectField("Clock of", validate_choice=False)
    kind = WordRadios("Kind", EngagementKind, validators=[Said("Choose a kind.")])
    status = WordField("Status", Status, validators=[Said("Choose a status.")])
    channel = WordField("How", Channel, none="Not said")
    place = StringField("Place", [AtMost(LONGEST_LINE)])
    asked_by = WordField("Who asked for it", AskedBy, none="Not said")
    purpose = WordField("Purpose", Purpose, none="Not said")
    title = StringField("Title", [AtMost(LONGEST_LINE)])
    us = TagsField("Us", ("member",))
    hours = HoursField("Hours, preparation included")
    confidential = BooleanField("Confidential")
    readers = TagsField("Who else may see it", ("member",))
    files = MultipleFileField("Drop files or choose")

    def offer(
        self,
        zones: Iterable[str],
        colleagues: Iterable[tuple[int, str]],
        needs: Iterable[tuple[int, str]],
        countries: Iterable[tuple[int, str]],
        topics: Iterable[tuple[int, str]],
        likely: Mapping[str, Any],
    ) -> None:
        """Says what the selects hold, and leaves room for one more row; `likely`: what a new promise begins with."""
        cities = sorted({*zones, *([self.zone.data] if self.zone.data else [])}, key=lambda zone: (city(zone), zone))
        self.zone.choices = [SelectChoice(zone, city(zone)) for zone in cities]
        colleagues, needs, countries = list(colleagues), list(needs), list(countries)
        for rows, blank in ((self.commitments, likely), (self.shared, {}), (self.heard, {})):
            if not len(rows) or (rows[-1].form.text.data or "").strip() or rows[-1].form.id.data:
                rows.append_entry(blank)
        subjects = dict([*((tag.id, tag.name) for tag in self.topics.data if not tag.is_new), *topics])
        for promise in self.commitments:
            promise.form.keeper.choices = keepers(colleagues)
        for entry in self.heard:
            entry.form.need.offer(needs)
            entry.form.topic.offer(subjects.items())
        for newcomer in self.newcomers:
            newcomer.form.country.offer(countries)

    def draft(self, before: EngagementDraft | None, made: Mapping[Tag, int]) -> EngagementDraft:
        """What the form says. `before` is the record as it stands: rows keep what the form does not ask for.
        `made` are the keys of what was new in the form."""
        kept = {
            part: {row.id: row for row in getattr(before, part)} if before else {}
            for part in ("shared", "heard", "commitments")
        }
        assert self.kind.data and self.status.data and self.day.data  # or the form were not valid
        return EngagementDraft(
            kind=self.kind.data,
            local_date=self.day.data,
            organisation_ids=self.who.ids("organisation", made),
            status=self.status.data,
            title=self.title.data or "",
            local_time=self.start.data,
            minutes=self.length.minutes,
            zone=self.zone.data or "UTC",
            channel=self.channel.data,
            asked_by=self.asked_by.data,
            purpose=self.purpose.data,
            place=self.place.data or "",
            summary=self.summary.data or "",
            outcome=self.outcome.data or "",
            result_sought=self.result_sought.data or "",
            hours=self.hours.data if "hours" in self else before.hours if before else None,
            confidential=bool(self.confidential.data),
            officials=tuple((key, None) for key in self.who.ids("official", made)),
            member_ids=self.us.ids("member"),
            topic_ids=self.topics.ids("topic", made),
            reader_ids=self.readers.ids("member"),
            shared=tuple(self._shared(row.form, kept["shared"]) for row in said(self.shared)),
            heard=tuple(self._heard(row.form, kept["heard"]) for row in said(self.heard)),
            commitments=tuple(self._promise(row.form, kept["commitments"]) for row in said(self.commitments)),
            with_nobody_yet=before is not None and before.with_nobody_yet,
        )

    def _shared(self, row: Any, kept: Mapping[int, SharedDraft]) -> SharedDraft:
        old = kept.get(key_or_none(row.id.data) or 0)
        return SharedDraft(
            row.kind.data or SharedKind.INSIGHT,
            row.text.data,
            old.topic_id if old else None,
            old.taken_up_on if old else None,
            old.id if old else None,
        )

    def _heard(self, row: Any, kept: Mapping[int, HeardDraft]) -> HeardDraft:
        old = kept.get(key_or_none(row.id.data) or 0)
        kind = row.kind.data or HeardKind.NEED
        return HeardDraft(
            kind,
            row.text.data,
            row.need.key if kind is HeardKind.NEED else None,
            row.topic.key,
            old.answered_on if old else None,
            old.id if old else None,
        )

    def _promise(self, row: Any, kept: Mapping[int, CommitmentDraft]) -> CommitmentDraft:
        old = kept.get(key_or_none(row.id.data) or 0)
        whose, _, key = (row.keeper.data or "").partition(":")
        body = old.organisation_id if old else None
        if whose == THEM:
            minded_by = old.owner_id if old and old.side is Side.THEIRS else None
            return CommitmentDraft(row.text.data, Side.THEIRS, minded_by, body, row.due.data, old.id if old else None)
        side = None if whose == "task" else Side.OURS
        return CommitmentDraft(row.text.data, side, key_or_none(key), None, row.due.data, old.id if old else None)


def said(rows: Iterable[Any]) -> list[Any]:
    """The rows that say something; one that was emptied is taken out."""
    return [row for row in rows if (row.form.text.data or "").strip()]


def blame_row(rows: Any, field: Any, words: str) -> None:
    """Puts words beside a field of one of the rows, and tells the list, which counted its errors before."""
    field.errors = [*field.errors, words]
    rows.errors = [row.form.errors for row in rows]


def keepers(colleagues: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    """Whose promise it can be."""
    people = list(colleagues)
    return [
        *(SelectChoice(f"ours:{key}", name, optgroup="We promised") for key, name in people),
        SelectChoice(THEM, "They did", optgroup="They promised"),
        *(SelectChoice(f"task:{key}", f"{name}, follow-up", optgroup="A task of ours") for key, name in people),
    ]


def keeper_of(promise: CommitmentDraft) -> str:
    """The choice that says whose promise it is."""
    if promise.side is Side.THEIRS:
        return THEM
    return f"{'ours' if promise.side else 'task'}:{promise.owner_id}"


def key_or_none(text: str | None) -> int | None:
    """The key in a hidden field; a made-up one is none."""
    try:
        return record_key(text or "")
    except ValueError:
        return None
