"""Our people: team members, their functions and regions, and their sign-ins."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from engagement.model.base import Archived, Base, Named, Versioned, closed_words
from engagement.model.places import Region
from engagement.model.words import Role


class Function(Named, Versioned, Archived, Base):
    """What a team member works in: CTO office, public policy, regional lead, Centre of Expertise, …"""

    __tablename__ = "function"
    __table_args__ = (UniqueConstraint("folded"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class Member(Named, Versioned, Archived, Base):
    """A person of ours who can sign in. Archived: cannot, and stays in the record."""

    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    # casefolded in Python: SQLite's lower() knows ASCII only, so an index on lower(email) lets "É@x" and "é@x" both in
    email_key: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]  # argon2id; none: cannot sign in with a password
    role: Mapped[Role] = mapped_column(closed_words(Role))
    function_id: Mapped[int | None] = mapped_column(ForeignKey("function.id"), index=True)
    zone: Mapped[str] = mapped_column(default="UTC", server_default="UTC")
    keys_off: Mapped[bool] = mapped_column(default=False, server_default="0")  # no single-letter keys
    created_at: Mapped[datetime]
    function: Mapped[Function | None] = relationship(lazy="raise")

    @validates("email")
    def _fold_email(self, _key: str, email: str) -> str:
        self.email_key = email.casefold()
        return email


class MemberRegion(Base):
    """A region that a member works in; the lowest position is the first one."""

    __tablename__ = "member_region"
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    region: Mapped[Region] = relationship(lazy="raise")


class SignIn(Base):
    """A signed-in browser: kept on the server, so it can be ended there. The cookie's token is kept as its hash."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(default="", server_default="")


class SignInFailure(Base):
    """A sign-in that failed, counted by account and by address to slow guessing down."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_key_at", "key", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]  # "account:…" or "address:…", hashed
    at: Mapped[datetime]


class Invitation(Base):
    """A one-time address by which a member sets a password."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("ends_at > created_at", name="order"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
