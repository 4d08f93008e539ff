"""Alembic's way in. The product hands over its connection; the command line (`alembic check`) makes one itself."""

from alembic import context

from engagement.core.database import make_engine
from engagement.core.settings import read_settings
from engagement.model.all import metadata


def compared(name: str | None, kind: str, _parents: object) -> bool:
    """Search tables are made by the search index itself and are no part of the drawing."""
    return not (kind == "table" and name is not None and name.startswith("search_"))


def run(connection: object) -> None:
    """Runs the migrations that the context asks for in the caller's transaction."""
    context.configure(
        connection=connection,  # type: ignore[arg-type]
        target_metadata=metadata,
        render_as_batch=True,
        include_name=compared,
        transactional_ddl=True,
        compare_type=True,
    )
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with make_engine(read_settings().database_url).begin() as own:
        run(own)
