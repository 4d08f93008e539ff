"""Officials are people: where the data come from, notice, review, objection, erasure."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column(
                "notice",
                sa.Enum("given", "public notice", name="notice", native_enum=False, create_constraint=True, length=32),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("notice_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("notice_how", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("review_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("objected_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("objection", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Down."""
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.drop_column("erased_at")
        batch_op.drop_column("objection")
        batch_op.drop_column("objected_on")
        batch_op.drop_column("review_on")
        batch_op.drop_column("notice_how")
        batch_op.drop_column("notice_on")
        batch_op.drop_constraint(batch_op.f("ck_official_notice"), type_="check")
        batch_op.drop_column("notice")
        batch_op.drop_column("source")
