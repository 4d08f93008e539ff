"""Secrets that are shown once and kept as a hash."""

import hashlib
import re
import secrets

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


def new_token() -> str:
    """A random token of 256 bits, safe in a cookie and an address."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether `text` is formed like a token."""
    return TOKEN.fullmatch(text) is not None


def token_hash(token: str) -> str:
    """What the database keeps of a token: a stolen copy of it opens nothing. No salt: the token itself is random."""
    return hashlib.sha256(token.encode()).hexdigest()
