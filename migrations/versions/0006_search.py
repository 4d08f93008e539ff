"""The search index. Its tables are no part of the drawing: each engine has its own; upkeep/search fills them."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_engagement USING fts5(words, tokenize='ascii', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_commitment USING fts5(words, tokenize='ascii', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_name USING fts5(words, tokenize='ascii', prefix='1 2 3')",
    "CREATE TABLE search_word (word TEXT NOT NULL CONSTRAINT pk_search_word PRIMARY KEY) WITHOUT ROWID",
)
POSTGRESQL = (
    (
        "CREATE TABLE search_engagement (id integer CONSTRAINT pk_search_engagement PRIMARY KEY,"
        " local_date date NOT NULL, restricted boolean NOT NULL, words tsvector NOT NULL)"
    ),
    "CREATE INDEX ix_search_engagement_words ON search_engagement USING gin (words)",
    "CREATE INDEX ix_search_engagement_local_date_id ON search_engagement (local_date, id)",
    (
        "CREATE TABLE search_commitment (id integer CONSTRAINT pk_search_commitment PRIMARY KEY,"
        " engagement_id integer NOT NULL, words tsvector NOT NULL)"
    ),
    "CREATE INDEX ix_search_commitment_words ON search_commitment USING gin (words)",
    "CREATE INDEX ix_search_commitment_engagement_id ON search_commitment (engagement_id, id)",
    (
        "CREATE TABLE search_name (kind smallint, id integer, names text NOT NULL, words tsvector NOT NULL,"
        " CONSTRAINT pk_search_name PRIMARY KEY (kind, id))"
    ),
    "CREATE INDEX ix_search_name_words ON search_name USING gin (words)",
    'CREATE TABLE search_word (word text COLLATE "C" CONSTRAINT pk_search_word PRIMARY KEY)',
)
TABLES = ("search_word", "search_name", "search_commitment", "search_engagement")


def upgrade() -> None:
    """Up."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Down."""
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
