"""The base of all forms, and fields whose errors say what to do."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, time
from typing import Any, Generic, TypeVar

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, TimeInput

from engagement.core.text import clean
from engagement.core.tokens import is_token, new_token
from engagement.model.drafts import FormDraft
from engagement.model.words import Word
from engagement.queries import drafts as queries
from engagement.web.frame import desk, member_or_none

W = TypeVar("W", bound=Word)
TEXT_FIELDS = ("StringField", "TextAreaField", "SearchField", "EmailField")


class KeyField(HiddenField):
    """The form's own key, made when its page is drawn: sent twice, it is made once, and its draft is kept under it."""

    def process_data(self, _value: Any) -> None:
        """Each page that is drawn is a form of its own."""
        self.data = new_token()

    def process_formdata(self, valuelist: list[str]) -> None:
        """A form that is drawn again is the same form."""
        if valuelist and is_token(valuelist[0]):
            self.data = valuelist[0]


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no stubs
    """A form with its tokens, which `hidden_tag()` draws. Text is cleaned of what no engine keeps, and of blanks around
    it, before it is judged."""

    form_key = KeyField()

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent; on a page that takes a draft up, what was kept of it."""
            draft = draft_taken_up() if formdata is _Auto else None
            if draft is None:
                return super().wrap_formdata(form, formdata)
            return MultiDict([*((name, text) for name, text in draft.fields), ("form_key", draft.key)])

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Adds the cleaning to every field of text."""
            if unbound_field.field_class.__name__ in TEXT_FIELDS:
                filters = [*unbound_field.kwargs.get("filters", ()), tidy]
                return unbound_field.bind(form=form, filters=filters, **options)
            return unbound_field.bind(form=form, **options)


def draft_taken_up() -> FormDraft | None:
    """The draft that the address of a form asks to be filled with: the member's own, and of this page."""
    if "draft" not in request.args or request.method != "GET" or member_or_none() is None:
        return None
    if "draft" not in g:
        draft = queries.draft(desk(), request.args["draft"])
        g.draft = draft if draft and draft.page.partition("?")[0] == request.path else None
    found: FormDraft | None = g.draft
    return found


def tidy(text: Any) -> Any:
    """Text without control characters and without blanks around it."""
    return clean(text).strip() if isinstance(text, str) else text


class WordChoice(Generic[W]):
    """What a choice of closed words does with its text: `data` is the word or None."""

    words: type[W]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was sent."""
        text = valuelist[0] if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = self.words(text)
        except ValueError as error:
            raise ValueError("Choose one of the list.") from error

    def pre_validate(self, _form: Any) -> None:
        """The word was already read from the list."""


class WordField(WordChoice[Any], SelectField):
    """A select of closed words; `none` is the label of leaving it open (no label: it must be chosen)."""

    def __init__(self, label: str, words: type[Word], none: str = "", **options: Any) -> None:
        self.words = words
        first = [SelectChoice("", none)] if none else []
        choices = [*first, *(SelectChoice(word.value, word.label) for word in words)]
        super().__init__(label, choices=choices, coerce=lambda value: value, **options)


class WordRadios(WordChoice[Any], RadioField):
    """Radios of closed words."""

    def __init__(self, label: str, words: type[Word], **options: Any) -> None:
        self.words = words
        choices = [SelectChoice(word.value, word.label) for word in words]
        super().__init__(label, choices=choices, coerce=lambda value: value, validate_choice=False, **options)


class RecordField(SelectField):
    """A select of records by key; the view gives `choices` as (key, name). `data` is the key or None."""

    def __init__(self, label: str, none: str = "", **options: Any) -> None:
        self.none = none
        self.offered: frozenset[str] = frozenset()
        super().__init__(label, choices=[], coerce=lambda value: value, **options)

    def offer(self, records: Iterable[tuple[int, str]]) -> None:
        """Says which records can be chosen."""
        first = [SelectChoice("", self.none)] if self.none else []
        offered = {str(key): name for key, name in records}
        self.choices = [*first, *(SelectChoice(key, name) for key, name in offered.items())]
        self.offered = frozenset(offered)
        if self.data is not None:
            self.data = str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps the text until the choices are known."""
        self.data = valuelist[0] if valuelist and valuelist[0] else None

    def pre_validate(self, _form: Any) -> None:
        """Only what was offered can be chosen."""
        if self.data is not None and self.data not in self.offered:
            raise ValidationError("Choose one of the list.")

    @property
    def key(self) -> int | None:
        """The key that was chosen."""
        return int(self.data) if self.data else None


class DayField(Field):
    """A date as the browser's own field sends it; `data` is a date or None, and errors say which day exists."""

    widget = DateInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads YYYY-MM-DD."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = read_day(text) if text else None


def read_day(text: str) -> date:
    """The date in `text` (YYYY-MM-DD). Raises ValueError with words for a person."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise ValueError("Write the day as year-month-day, such as 2026-11-24.")
    year, month, number = map(int, parts)
    if not 1900 <= year <= 2999:
        raise ValueError("Write a year from 1900 to 2999.")
    if not 1 <= month <= 12:
        raise ValueError("Write a month from 1 to 12.")
    longest = monthrange(year, month)[1]
    if not 1 <= number <= longest:
        raise ValueError(f"{date(year, month, 1):%B %Y} has {longest} days. Write a day from 1 to {longest}.")
    return date(year, month, number)


class ClockField(Field):
    """A time of day; `data` is a time or None."""

    widget = TimeInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads HH:MM, 24 hours."""
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError as error:
            raise ValueError("Write the time as hours and minutes, such as 09:30 or 15:00.") from error


class Said:
    """A validator that asks for text, in the words given."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.field_flags = {"required": True}

    def __call__(self, _form: Any, field: Field) -> None:
        """Raises with the words when nothing was said."""
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(self.words)


class AtMost:
    """A validator of length, in characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Any, field: StringField) -> None:
        """Raises with both numbers when there is more."""
        if field.data and len(field.data) > self.most:
            raise ValidationError(f"That is {len(field.data):,} characters. Keep it to {self.most:,}.")
