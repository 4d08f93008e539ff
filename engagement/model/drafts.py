"""Forms that somebody has open: what was typed so far, and which were sent already."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engagement.model.base import Base


class FormDraft(Base):
    """What was typed into a form that is not saved yet. `key` is the form's own, made when its page was drawn.

    `page` is the address of the form, and `fields` its names and values in order, as a browser would send them.
    """

    __tablename__ = "form_draft"
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[str]
    title: Mapped[str]
    fields: Mapped[list[tuple[str, str]]] = mapped_column(JSON)
    begun_at: Mapped[datetime]
    kept_at: Mapped[datetime] = mapped_column(index=True)


class SentForm(Base):
    """A form that was saved, by its key: sent a second time it leads where the first led, and nothing is made twice.

    A key is a member's own, so that of somebody else says nothing. `digest` tells whether the second sending said the
    same as the first.
    """

    __tablename__ = "sent_form"
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(default="", server_default="")
    led_to: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[datetime] = mapped_column(index=True)
