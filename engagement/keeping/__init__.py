"""Backups: a consistent copy of an installation in one archive, and the way back from it, on either engine."""
