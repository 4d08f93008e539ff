"""Two people edited one record: what stands now and what was written, side by side. Nothing is overwritten."""

from typing import Any

from flask import render_template

from engagement.web.tags import TagsField

HIDDEN = ("csrf_token", "form_key", "version")


def conflict(written: Any, stands: Any, again: str) -> tuple[str, int]:
    """The page for the second of two editors. `written` is the form as it was sent, `stands` the same form filled from
    the record as it stands now, `again` the address at which to edit that."""
    changes = [
        (field.label.text, told(other), told(field))
        for field in written
        if field.name not in HIDDEN and told(field) != told(other := stands[field.name])
    ]
    return render_template("errors/changed.html", changes=changes, again=again), 409


def told(field: Any) -> str:
    """The value of a field as its writer sees it."""
    value = field.data
    if getattr(field, "choices", None):
        chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value or "")}
        return ", ".join(str(label) for key, label, *_ in field.choices if str(key) in chosen)
    if isinstance(field, TagsField):
        return ", ".join(tag.name for tag in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def version_sent(form: Any) -> int:
    """The version that a form was opened with; 0, which no record has, where it says none."""
    text = form.version.raw_data[0] if form.version.raw_data else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
