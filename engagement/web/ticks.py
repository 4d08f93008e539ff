"""Several records ticked in a list."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from engagement.core.filtering import record_key


class KeysField(Field):
    """`data` are the keys that are ticked; the view gives `choices` as (key, name). Their order is that of the list."""

    def __init__(self, label: str, **options: Any) -> None:
        self.choices: list[tuple[int, str]] = []
        super().__init__(label, **options)

    def offer(self, records: Iterable[tuple[int, str]]) -> None:
        """Says which records can be ticked."""
        self.choices = list(records)

    def process_data(self, value: Iterable[int] | None) -> None:
        """What the record has."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the keys. Raises ValueError for what no record can have."""
        try:
            self.data = [record_key(text) for text in valuelist]
        except ValueError as error:
            self.data = []
            raise ValueError("Choose from the list.") from error

    def pre_validate(self, _form: Any) -> None:
        """Only what was offered can be ticked."""
        if not set(self.data) <= {key for key, _ in self.choices}:
            raise ValidationError("Choose from the list.")

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys, each once."""
        return tuple(dict.fromkeys(self.data))
