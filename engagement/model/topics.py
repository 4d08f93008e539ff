"""Policy topics, in a tree."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base, Named, Versioned
from engagement.model.members import Member


class Topic(Named, Versioned, Archived, Base):
    """A subject of policy, with an owner. Its name alone does not know it: the same may stand under two parents."""

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        CheckConstraint("name <> ''", name="name"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    code: Mapped[str] = mapped_column(default="", server_default="")  # of the taxonomy it came from: "01.1", text
    description: Mapped[str] = mapped_column(default="", server_default="")
    parent: Mapped["Topic | None"] = relationship(lazy="raise", remote_side=[id])
    owner: Mapped[Member | None] = relationship(lazy="raise")


class TopicName(Named, Base):
    """A synonym of a topic."""

    __tablename__ = "topic_name"
    __table_args__ = (UniqueConstraint("topic_id", "folded"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))


class TopicTree(Base):
    """Closure of the tree: each topic below each of its ancestors, itself at depth 0. Written by upkeep."""

    __tablename__ = "topic_tree"
    descendant_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    ancestor_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True, index=True)
    depth: Mapped[int]
