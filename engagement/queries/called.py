"""What records are called, for whoever asks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.queries.merges import KINDS, MODELS, Unit

MOST = 1000  # keys of one table in one statement


def names(desk: Desk, units: Iterable[Unit]) -> dict[Unit, str]:
    """What these records, each a (table, key), are called, as far as the member may see them; newest first."""
    keys: dict[str, set[int]] = defaultdict(set)
    for table, key in units:
        keys[table].add(key)
    found: dict[Unit, str] = {}
    for table, asked in keys.items():
        kind = MODELS[table]
        name = kind.title if table == "engagement" else kind.name
        query = select_visible(desk, kind, kind.id, name).where(kind.id.in_(sorted(asked)[:MOST]))
        found |= {(table, key): called for key, called in desk.db.execute(query.order_by(kind.id.desc()))}
    return found


def records(desk: Desk, units: Collection[Unit]) -> Sequence[tuple[str, int, str]]:
    """(table, key, name) of those of these records that can be merged, kind by kind."""
    return [
        (*unit, name) for kind in KINDS for unit, name in names(desk, (one for one in units if one[0] == kind)).items()
    ]
