"""The web application: blueprints, frame, error pages, security headers."""

import gc
import logging
import sys
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from engagement.core.filtering import LARGEST_KEY
from engagement.core.settings import read_settings
from engagement.core.text import initials
from engagement.installation import BESIDE, Installation
from engagement.web import (
    administration,
    assets,
    attachments,
    changes,
    commitments,
    compression,
    countries,
    drafts,
    errors,
    find,
    flashed,
    frame,
    health,
    imports,
    invitations,
    key_bodies,
    leading,
    members,
    merging,
    notices,
    officials,
    organisations,
    posts,
    profile,
    regions,
    reports,
    rights,
    said,
    short_lists,
    sign_in,
    topics,
    week,
)
from engagement.web.engagements import pages as engagements
from reports.charts.svg import svg

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
PAGES: tuple[Blueprint, ...] = (
    health.pages,
    sign_in.pages,
    week.pages,
    engagements.pages,
    drafts.pages,
    attachments.pages,
    invitations.pages,
    commitments.pages,
    find.pages,
    organisations.pages,
    officials.pages,
    notices.pages,
    rights.pages,
    posts.pages,
    topics.pages,
    merging.pages,
    imports.pages,
    members.pages,
    profile.pages,
    regions.pages,
    countries.pages,
    key_bodies.pages,
    reports.pages,
    administration.pages,
    short_lists.functions,
    short_lists.need_categories,
    changes.pages,
)
TEXT_AT_MOST = 4 * 1024 * 1024  # bytes of text in one form


class KeyConverter(IntegerConverter):
    """Keys in addresses: a number that no record can have is an address that does not exist."""

    def __init__(self, map: Any, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_KEY} | options)


def create_app(installation: Installation) -> Flask:
    """The application that serves `installation`."""
    settings = installation.settings
    app = Flask("engagement", template_folder=str(BESIDE / "templates"), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.signing_secret(),
        MAX_CONTENT_LENGTH=4 * settings.largest_file + TEXT_AT_MOST,
        MAX_FORM_MEMORY_SIZE=TEXT_AT_MOST,
        MAX_FORM_PARTS=3_000,
        SESSION_COOKIE_NAME="engagement-form",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session that it is bound to
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
    )
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.url_map.converters["int"] = KeyConverter
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(initials=initials, svg=svg)
    said.register(app)
    flashed.register(app)
    app.extensions["engagement"] = installation
    CSRFProtect(app)
    assets.register(app)
    frame.register(app)
    errors.register(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    app.after_request(compression.compress)
    app.after_request(_protect)
    leading.register(app)
    return app


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # private pages: a shared cache may keep nothing, and the browser asks again; the back button still works
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def served() -> Flask:
    """The application of this process's settings, for the WSGI server."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    app = create_app(Installation.open(read_settings()))
    gc.collect()
    gc.freeze()  # what lives as long as the process is not gone through again while a page is made
    return app
