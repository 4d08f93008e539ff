"""Choosing one record by name in a tag field: as a chip, or typed without JavaScript."""

from typing import Any

from wtforms.validators import ValidationError

from engagement.queries import lookups
from engagement.web.frame import desk
from engagement.web.tags import Tag, TagsField


class OnlyOne:
    """A validator for a field of one record: what was typed is looked up; `needed` are the words where nothing is."""

    def __init__(self, needed: str = "") -> None:
        self.needed = needed

    def __call__(self, _form: Any, field: TagsField) -> None:
        """Leaves one named tag or none in the field. Raises ValidationError."""
        name_tags(field)
        for name in field.names:
            found = lookups.called(desk(), name, field.kinds)
            if not found:
                raise ValidationError(
                    f"Nothing is called “{name[:80]}”. Choose one of those proposed, or add it first."
                )
            if len(found) > 1:
                told = "; ".join(f"{one.name}, {one.note}" for one in found)
                raise ValidationError(f"Several are called “{name[:80]}”. Which one do you mean: {told[:500]}?")
            field.data.append(Tag.of(found[0]))
        field.typed = ""
        if len(field.data) > 1:
            raise ValidationError("Choose one only.")
        if not field.data and self.needed:
            raise ValidationError(self.needed)


def name_tags(field: TagsField) -> None:
    """Gives the chips that a form sent their names; those of what is hidden or unknown fall away."""
    told = lookups.told(desk(), [(tag.kind, tag.id) for tag in field.data])
    field.data = [Tag.of(one) for one in told]


def one_id(field: TagsField) -> int | None:
    """The key of the one record."""
    return field.data[0].id if field.data else None
