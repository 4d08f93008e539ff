"""Which keys a run has seen, and on which line first. Kept in a temporary file, so a long register fits."""

import sqlite3


class Seen:
    """Keys of a run with the line and the content with which each stood first."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None)  # without a name: on disk as soon as it grows
        self._kept.execute("PRAGMA journal_mode = off")
        self._kept.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER, digest TEXT) WITHOUT ROWID")
        self._kept.execute("BEGIN")

    def before(self, key: str, line: int, digest: str) -> tuple[int, str] | None:
        """The line on which `key` stood before and its content there, none at its first time."""
        if self._kept.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (key, line, digest)).rowcount:
            return None
        first: tuple[int, str] = self._kept.execute("SELECT line, digest FROM seen WHERE key = ?", (key,)).fetchone()
        return first

    def close(self) -> None:
        """Throws the file away."""
        self._kept.close()
