"""What is wrong when a database or a disk does not do its part, whichever engine says so in which words."""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from enum import Enum, auto

from sqlalchemy.exc import TimeoutError


class Fault(Enum):
    """Why nothing can be kept now. All but DAMAGED may pass by itself."""

    GONE = auto()  # the database does not answer
    BUSY = auto()  # others kept it busy for too long
    FULL = auto()  # the disk is full
    DAMAGED = auto()


SQLITE = {
    5: Fault.BUSY,
    6: Fault.BUSY,
    8: Fault.GONE,  # it may only be read
    10: Fault.GONE,  # the disk gave an error
    11: Fault.DAMAGED,
    13: Fault.FULL,
    14: Fault.GONE,  # the file cannot be opened
    26: Fault.DAMAGED,  # the file is no database
}
# by SQLSTATE or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL = {
    "53100": Fault.FULL,
    "40": Fault.BUSY,
    "53": Fault.BUSY,
    "55": Fault.BUSY,
    "57014": Fault.BUSY,
    "08": Fault.GONE,
    "25006": Fault.GONE,  # it may only be read
    "57": Fault.GONE,
    "58": Fault.GONE,
    "XX": Fault.DAMAGED,
}


def fault_of(error: BaseException) -> Fault | None:
    """The fault that an error comes from; none: it comes from the program."""
    return next((fault for one in _behind(error) if (fault := _said(one))), None)


def told(error: BaseException) -> str:
    """What the engine or the system said of a fault, in one line for a log or a shell."""
    said = next(str(one) for one in _behind(error) if _said(one))
    return said.splitlines()[0]


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it. What came up while it was cleared away counts too: SQLite takes a whole transaction
    back when the disk is full, and the way back to a savepoint fails."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _said(error: BaseException) -> Fault | None:
    if isinstance(error, sqlite3.Error):
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    psycopg = sys.modules.get("psycopg")  # where nobody loaded it, no error is one of its: a start on SQLite is quicker
    if psycopg and isinstance(error, psycopg.Error):
        state = error.sqlstate
        if state is None:  # the connection broke before anything was said
            return Fault.GONE if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) else None
        return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
    if isinstance(error, TimeoutError):  # no connection came free
        return Fault.BUSY
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Fault.FULL
    return None
