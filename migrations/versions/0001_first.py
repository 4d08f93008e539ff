"""The first drawing: the record, who may sign in, scope and months, history, imports and jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "engagement_scope",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "local_date", "engagement_id", name=op.f("pk_engagement_scope")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("engagement_scope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_scope_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "function",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_function")),
        sa.UniqueConstraint("folded", name=op.f("uq_function_folded")),
    )
    with op.batch_alter_table("function", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_function_folded"), ["folded"], unique=False)

    op.create_table(
        "need_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_category")),
        sa.UniqueConstraint("folded", name=op.f("uq_need_category_folded")),
    )
    with op.batch_alter_table("need_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_category_folded"), ["folded"], unique=False)

    op.create_table(
        "official",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), server_default="", nullable=False),
        sa.Column("phone", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_official_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
    )
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_official_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_official_folded"), ["folded"], unique=False)

    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("folded", name=op.f("uq_region_folded")),
    )
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_folded"), ["folded"], unique=False)

    op.create_table(
        "scope_month",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "month", name=op.f("pk_scope_month")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_failure_key_at", ["key", "at"], unique=False)

    op.create_table(
        "country",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_country_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country")),
        sa.UniqueConstraint("code", name=op.f("uq_country_code")),
    )
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_country_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_country_region_id"), ["region_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "policy",
                "manager",
                "centre of expertise",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("function_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), server_default="UTC", nullable=False),
        sa.Column("keys_off", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["function_id"], ["function.id"], name=op.f("fk_member_function_id_function")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email_key", name=op.f("uq_member_email_key")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_function_id"), ["function_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column(
            "verb",
            sa.Enum("made", "changed", "removed", name="verb", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_change_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_about_kind_about_id_id", ["about_kind", "about_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_member_id"), ["member_id"], unique=False)

    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "meeting",
                "workshop",
                "roundtable",
                "conference",
                "webinar",
                "visit",
                "exchange of letters",
                name="engagementkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "planned", "held", "cancelled", name="status", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "in person",
                "video",
                "phone",
                "in writing",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "asked_by",
            sa.Enum("we", "they", "an event", name="askedby", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "influence a decision",
                "inform",
                "answer a request",
                "advise",
                "procurement",
                "relationship",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.Column("summary", sa.String(), server_default="", nullable=False),
        sa.Column("outcome", sa.String(), server_default="", nullable=False),
        sa.Column("result_sought", sa.String(), server_default="", nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=2, asdecimal=False), nullable=True),
        sa.Column("confidential", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("title <> ''", name=op.f("ck_engagement_title")),
        sa.CheckConstraint("hours IS NULL OR (hours >= 0 AND hours <= 1000)", name=op.f("ck_engagement_hours")),
        sa.CheckConstraint(
            "minutes IS NULL OR (minutes >= 0 AND minutes <= 44640)", name=op.f("ck_engagement_minutes")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_engagement_created_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
    )
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index("ix_engagement_local_date_id", ["local_date", "id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rejected", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_import_run_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_member_id"), ["member_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > created_at", name=op.f("ck_invitation_order")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invitation_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_member_id"), ["member_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("result", sa.String(), server_default="", nullable=False),
        sa.Column("reference", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_job_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_job_state_due_at", ["state", "due_at", "id"], unique=False)

    op.create_table(
        "member_region",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_region_member_id_member")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_member_region_region_id_region")),
        sa.PrimaryKeyConstraint("member_id", "region_id", name=op.f("pk_member_region")),
    )
    with op.batch_alter_table("member_region", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_region_region_id"), ["region_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ministry",
                "agency",
                "regulator",
                "procurement authority",
                "parliament or committee",
                "court",
                "municipality",
                "state-owned enterprise",
                "embassy",
                "international organisation",
                "company",
                "association",
                "academia",
                "civil society",
                name="organisationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "supranational",
                "national",
                "regional",
                "local",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("country_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("website", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_name")),
        sa.CheckConstraint("country_id IS NULL OR region_id IS NULL", name=op.f("ck_organisation_place")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_organisation_parent")),
        sa.ForeignKeyConstraint(["country_id"], ["country.id"], name=op.f("fk_organisation_country_id_country")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_organisation_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_country_id_folded", ["country_id", "folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_region_id"), ["region_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_sign_in_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_member_id"), ["member_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), server_default="", nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_topic_name")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_topic_parent")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_topic_owner_id_member")),
        sa.ForeignKeyConstraint(["parent_id"], ["topic.id"], name=op.f("fk_topic_parent_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachment_size")),
        sa.ForeignKeyConstraint(["added_by_id"], ["member.id"], name=op.f("fk_attachment_added_by_id_member")),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_attachment_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_added_by_id"), ["added_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "side",
            sa.Enum("ours", "theirs", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open", "done", "dropped", name="commitmentstate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_commitment_done")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_commitment_text")),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_commitment_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_commitment_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_commitment_owner_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_commitment_state_due", ["state", "due", "id"], unique=False)

    op.create_table(
        "engagement_member",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lead", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("function_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_engagement_member_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["function_id"], ["function.id"], name=op.f("fk_engagement_member_function_id_function")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_engagement_member_member_id_member")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_engagement_member_region_id_region")),
        sa.PrimaryKeyConstraint("engagement_id", "member_id", name=op.f("pk_engagement_member")),
    )
    with op.batch_alter_table("engagement_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_member_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "uq_engagement_member_lead",
            ["engagement_id"],
            unique=True,
            sqlite_where=sa.text("lead = 1"),
            postgresql_where=sa.text("lead"),
        )

    op.create_table(
        "engagement_organisation",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ministry",
                "agency",
                "regulator",
                "procurement authority",
                "parliament or committee",
                "court",
                "municipality",
                "state-owned enterprise",
                "embassy",
                "international organisation",
                "company",
                "association",
                "academia",
                "civil society",
                name="organisationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("country_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["country_id"], ["country.id"], name=op.f("fk_engagement_organisation_country_id_country")
        ),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_engagement_organisation_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_engagement_organisation_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_engagement_organisation_region_id_region")),
        sa.PrimaryKeyConstraint("engagement_id", "organisation_id", name=op.f("pk_engagement_organisation")),
    )
    with op.batch_alter_table("engagement_organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_engagement_organisation_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "engagement_reader",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_engagement_reader_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_engagement_reader_member_id_member")),
        sa.PrimaryKeyConstraint("engagement_id", "member_id", name=op.f("pk_engagement_reader")),
    )
    with op.batch_alter_table("engagement_reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_reader_member_id"), ["member_id"], unique=False)

    op.create_table(
        "engagement_topic",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_engagement_topic_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_engagement_topic_topic_id_topic")),
        sa.PrimaryKeyConstraint("engagement_id", "topic_id", name=op.f("pk_engagement_topic")),
    )
    with op.batch_alter_table("engagement_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_topic_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "heard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "need",
                "concern",
                "stance",
                "objective",
                "feedback",
                name="heardkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("need_category_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.CheckConstraint("need_category_id IS NULL OR kind = 'need'", name=op.f("ck_heard_category")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_heard_text")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_heard_engagement_id_engagement"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["need_category_id"], ["need_category.id"], name=op.f("fk_heard_need_category_id_need_category")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_heard_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heard")),
    )
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_heard_need_category_id"), ["need_category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_heard_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "key_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("country_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("cadence_days", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("cadence_days > 0", name=op.f("ck_key_body_cadence")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_key_body_order")),
        sa.ForeignKeyConstraint(["country_id"], ["country.id"], name=op.f("fk_key_body_country_id_country")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_key_body_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_key_body_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_body")),
    )
    with op.batch_alter_table("key_body", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_body_country_id"), ["country_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_key_body_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_key_body_region_id"), ["region_id"], unique=False)
        batch_op.create_index(
            "uq_key_body_listed",
            ["organisation_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )

    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
        sa.UniqueConstraint("organisation_id", "folded", name=op.f("uq_organisation_name_organisation_id_folded")),
    )
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_name_folded"), ["folded"], unique=False)

    op.create_table(
        "organisation_tree",
        sa.Column("descendant_id", sa.Integer(), nullable=False),
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ancestor_id"], ["organisation.id"], name=op.f("fk_organisation_tree_ancestor_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["descendant_id"], ["organisation.id"], name=op.f("fk_organisation_tree_descendant_id_organisation")
        ),
        sa.PrimaryKeyConstraint("descendant_id", "ancestor_id", name=op.f("pk_organisation_tree")),
    )
    with op.batch_alter_table("organisation_tree", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_tree_ancestor_id"), ["ancestor_id"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name=op.f("ck_post_order")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_post_official_id_official")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_official_id"), ["official_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "shared",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "position",
                "insight",
                "resource",
                "lesson",
                name="sharedkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("taken_up_on", sa.Date(), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_shared_text")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_shared_engagement_id_engagement"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_shared_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared")),
    )
    with op.batch_alter_table("shared", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shared_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "source_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_source_row_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_source_row_run_id_import_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_row")),
        sa.UniqueConstraint("mapping", "key", name=op.f("uq_source_row_mapping_key")),
    )
    with op.batch_alter_table("source_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_row_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_row_run_id"), ["run_id"], unique=False)

    op.create_table(
        "topic_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_name_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_name")),
        sa.UniqueConstraint("topic_id", "folded", name=op.f("uq_topic_name_topic_id_folded")),
    )
    with op.batch_alter_table("topic_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_name_folded"), ["folded"], unique=False)

    op.create_table(
        "topic_tree",
        sa.Column("descendant_id", sa.Integer(), nullable=False),
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ancestor_id"], ["topic.id"], name=op.f("fk_topic_tree_ancestor_id_topic")),
        sa.ForeignKeyConstraint(["descendant_id"], ["topic.id"], name=op.f("fk_topic_tree_descendant_id_topic")),
        sa.PrimaryKeyConstraint("descendant_id", "ancestor_id", name=op.f("pk_topic_tree")),
    )
    with op.batch_alter_table("topic_tree", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_tree_ancestor_id"), ["ancestor_id"], unique=False)

    op.create_table(
        "engagement_official",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("post_title", sa.String(), server_default="", nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_engagement_official_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_engagement_official_official_id_official")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_engagement_official_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_engagement_official_post_id_post")),
        sa.PrimaryKeyConstraint("engagement_id", "official_id", name=op.f("pk_engagement_official")),
    )
    with op.batch_alter_table("engagement_official", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_official_official_id"), ["official_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_official_post_id"), ["post_id"], unique=False)


def downgrade() -> None:
    """Down."""
    with op.batch_alter_table("engagement_official", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_official_post_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_official_official_id"))

    op.drop_table("engagement_official")
    with op.batch_alter_table("topic_tree", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_tree_ancestor_id"))

    op.drop_table("topic_tree")
    with op.batch_alter_table("topic_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_name_folded"))

    op.drop_table("topic_name")
    with op.batch_alter_table("source_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_row_run_id"))
        batch_op.drop_index(batch_op.f("ix_source_row_engagement_id"))

    op.drop_table("source_row")
    with op.batch_alter_table("shared", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_topic_id"))
        batch_op.drop_index(batch_op.f("ix_shared_engagement_id"))

    op.drop_table("shared")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_post_official_id"))

    op.drop_table("post")
    with op.batch_alter_table("organisation_tree", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_tree_ancestor_id"))

    op.drop_table("organisation_tree")
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_name_folded"))

    op.drop_table("organisation_name")
    with op.batch_alter_table("key_body", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_key_body_listed", sqlite_where=sa.text("to_on IS NULL"), postgresql_where=sa.text("to_on IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_key_body_region_id"))
        batch_op.drop_index(batch_op.f("ix_key_body_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_key_body_country_id"))

    op.drop_table("key_body")
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_heard_topic_id"))
        batch_op.drop_index(batch_op.f("ix_heard_need_category_id"))
        batch_op.drop_index(batch_op.f("ix_heard_engagement_id"))

    op.drop_table("heard")
    with op.batch_alter_table("engagement_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_topic_topic_id"))

    op.drop_table("engagement_topic")
    with op.batch_alter_table("engagement_reader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_reader_member_id"))

    op.drop_table("engagement_reader")
    with op.batch_alter_table("engagement_organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_organisation_organisation_id"))

    op.drop_table("engagement_organisation")
    with op.batch_alter_table("engagement_member", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_engagement_member_lead", sqlite_where=sa.text("lead = 1"), postgresql_where=sa.text("lead")
        )
        batch_op.drop_index(batch_op.f("ix_engagement_member_member_id"))

    op.drop_table("engagement_member")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index("ix_commitment_state_due")
        batch_op.drop_index(batch_op.f("ix_commitment_owner_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_engagement_id"))

    op.drop_table("commitment")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_sha256"))
        batch_op.drop_index(batch_op.f("ix_attachment_engagement_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_added_by_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_parent_id"))
        batch_op.drop_index(batch_op.f("ix_topic_owner_id"))
        batch_op.drop_index(batch_op.f("ix_topic_folded"))

    op.drop_table("topic")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_member_id"))
        batch_op.drop_index(batch_op.f("ix_sign_in_ends_at"))

    op.drop_table("sign_in")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_region_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_parent_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_folded"))
        batch_op.drop_index("ix_organisation_country_id_folded")

    op.drop_table("organisation")
    with op.batch_alter_table("member_region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_region_region_id"))

    op.drop_table("member_region")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_due_at")
        batch_op.drop_index(batch_op.f("ix_job_member_id"))

    op.drop_table("job")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_member_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_member_id"))

    op.drop_table("import_run")
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.drop_index("ix_engagement_local_date_id")
        batch_op.drop_index(batch_op.f("ix_engagement_created_by_id"))

    op.drop_table("engagement")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_member_id"))
        batch_op.drop_index(batch_op.f("ix_change_at"))
        batch_op.drop_index("ix_change_about_kind_about_id_id")

    op.drop_table("change")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_function_id"))
        batch_op.drop_index(batch_op.f("ix_member_folded"))

    op.drop_table("member")
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_country_region_id"))
        batch_op.drop_index(batch_op.f("ix_country_folded"))

    op.drop_table("country")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_failure_key_at")

    op.drop_table("sign_in_failure")
    op.drop_table("scope_month")
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_folded"))

    op.drop_table("region")
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_official_folded"))
        batch_op.drop_index(batch_op.f("ix_official_email"))

    op.drop_table("official")
    with op.batch_alter_table("need_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_category_folded"))

    op.drop_table("need_category")
    with op.batch_alter_table("function", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_function_folded"))

    op.drop_table("function")
    with op.batch_alter_table("engagement_scope", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_scope_engagement_id"))

    op.drop_table("engagement_scope")
