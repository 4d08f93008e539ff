"""Imports and merges that can be undone as a whole, and where the addresses of merged records lead."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("import", "merge", name="deedkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_deed_member_id_member")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["member.id"], name=op.f("fk_deed_undone_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
    )

    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deed_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deed_undone_by_id"), ["undone_by_id"], unique=False)

    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deed.id"], name=op.f("fk_merge_deed_id_deed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )

    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_deed_id"), ["deed_id"], unique=False)
        batch_op.create_index("ix_merge_kind_gone_id", ["kind", "gone_id"], unique=False)
        batch_op.create_index("ix_merge_kind_kept_id", ["kind", "kept_id"], unique=False)

    op.add_column("change", sa.Column("deed_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_change_deed_id",
        "change",
        ["deed_id", "id"],
        unique=False,
        sqlite_where=sa.text("deed_id IS NOT NULL"),
        postgresql_where=sa.text("deed_id IS NOT NULL"),
    )

    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deed_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_import_run_deed_id"), ["deed_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_import_run_deed_id_deed"), "deed", ["deed_id"], ["id"])


def downgrade() -> None:
    """Down."""
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_import_run_deed_id_deed"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_import_run_deed_id"))
        batch_op.drop_column("deed_id")

    op.drop_index("ix_change_deed_id", table_name="change")
    op.drop_column("change", "deed_id")  # in place: SQLite 3.35 and newer drop a column without a new table

    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index("ix_merge_kind_kept_id")
        batch_op.drop_index("ix_merge_kind_gone_id")
        batch_op.drop_index(batch_op.f("ix_merge_deed_id"))

    op.drop_table("merge")

    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deed_undone_by_id"))
        batch_op.drop_index(batch_op.f("ix_deed_member_id"))

    op.drop_table("deed")
