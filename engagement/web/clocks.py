"""The choice of a time zone."""

from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import ValidationError

from engagement.core.zones import zones


class ZoneField(SelectField):
    """All zones of the IANA database, by name; `none` is the label of leaving it open. `data` is a name or None."""

    def __init__(self, label: str, none: str = "", **options: Any) -> None:
        first = [SelectChoice("", none)] if none else []
        choices = [*first, *(SelectChoice(zone) for zone in sorted(zones()))]
        super().__init__(label, choices=choices, coerce=lambda value: value or None, **options)

    def pre_validate(self, _form: Any) -> None:
        """Only a zone that exists can be chosen."""
        if self.data and self.data not in zones():
            raise ValidationError("Choose one of the list.")
