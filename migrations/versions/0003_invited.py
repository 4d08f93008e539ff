"""Invitations from calendars and the people invited."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "invited_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("organises", sa.Boolean(), server_default="0", nullable=False),
        sa.Column(
            "reply",
            sa.Enum(
                "unanswered",
                "accepted",
                "tentative",
                "declined",
                name="reply",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("official_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_invited_person_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invited_person_member_id_member")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_invited_person_official_id_official")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited_person")),
        sa.UniqueConstraint("engagement_id", "address", name=op.f("uq_invited_person_engagement_id_address")),
    )

    with op.batch_alter_table("invited_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invited_person_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invited_person_official_id"), ["official_id"], unique=False)

    op.create_table(
        "meeting_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("uid_hash", sa.String(), nullable=False),
        sa.Column("occurrence", sa.String(), server_default="", nullable=False),
        sa.Column("sequence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_meeting_invitation_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_invitation")),
        sa.UniqueConstraint("uid_hash", "occurrence", name=op.f("uq_meeting_invitation_uid_hash_occurrence")),
    )

    with op.batch_alter_table("meeting_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_invitation_engagement_id"), ["engagement_id"], unique=False)


def downgrade() -> None:
    """Down."""
    with op.batch_alter_table("meeting_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_invitation_engagement_id"))

    op.drop_table("meeting_invitation")

    with op.batch_alter_table("invited_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invited_person_official_id"))
        batch_op.drop_index(batch_op.f("ix_invited_person_member_id"))

    op.drop_table("invited_person")
