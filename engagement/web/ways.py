"""Ways between pages: back to where an act was done, on to the page of a record."""

from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for

PLURALS = {"country": "countries"}


def way_back(otherwise: str) -> str:
    """The page of ours that the request came from, else `otherwise`."""
    came = urlsplit(request.referrer or "")
    path = f"{came.path}?{came.query}" if came.query else came.path
    return path if came.netloc == request.host and path.startswith("/") and not path.startswith("//") else otherwise


def way_to(kind: str, key: int) -> str:
    """The page of a record."""
    values: dict[str, Any] = {f"{kind}_id": key}
    return url_for(f"{PLURALS.get(kind, f'{kind}s')}.show", **values)
