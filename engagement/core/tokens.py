"""Secrets that are shown once and kept as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """A random token of 256 bits, safe in a cookie and an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token: a stolen copy of it opens nothing. No salt: the token itself is random."""
    return hashlib.sha256(token.encode()).hexdigest()
