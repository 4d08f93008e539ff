"""Pages that say what went wrong and what to do next. 4xx never shows a stack; 5xx shows what stands in the log."""

import logging
import secrets

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engagement.core.filtering import UnreadableFilter
from engagement.core.paging import UnreadableCursor

log = logging.getLogger("engagement")
Answer = tuple[str, int]

WORDS = {
    400: (
        "That cannot be read",
        "The address or the form says something that means nothing here. Go back and try again.",
    ),
    401: ("Sign in first", "Your sign-in has ended. Sign in and try again."),
    403: ("Not yours to do", "Your role does not include this. An administrator can change that."),
    405: ("Not possible here", "This address cannot be used that way. Go back and use the page's own buttons."),
    408: ("That took too long", "The connection was too slow to bring all of it. Try again."),
    411: ("That cannot be read", "The request does not say how long it is. Try again with another browser."),
    413: ("Too large", "What you sent is larger than this installation takes. Send smaller files, or fewer at once."),
    415: ("That cannot be read", "What you sent is of a kind that this page does not take."),
    429: ("Wait a little", "Too many tries. Wait a quarter of an hour, then try again."),
}
NAMES = {"first": "From", "last": "To", "body_kind": "kind of body", "open": "open commitments"}


def register(app: Flask) -> None:
    """Gives `app` its error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(UnreadableFilter, _filter)
    app.register_error_handler(UnreadableCursor, _cursor)
    app.register_error_handler(Exception, _unforeseen)


def _page(status: int, title: str, words: str, reference: str = "") -> Answer:
    return render_template("errors/error.html", title=title, words=words, reference=reference), status


def _http(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    if status == 404:
        return render_template("errors/not_found.html"), 404
    title, words = WORDS.get(status, ("That did not work", "Go back and try again."))
    return _page(status, title, words)


def _forged(_error: HTTPException) -> Answer:
    return _page(
        400,
        "The form is too old",
        "It was open for very long, or it does not come from this page. Go back, load the page anew and send it again.",
    )


def _filter(error: UnreadableFilter) -> Answer:
    name = NAMES.get(error.name, error.name)
    return _page(
        400, "That filter cannot be read", f"“{error.value}” means nothing as {name}. Take it off and try again."
    )


def _cursor(_error: UnreadableCursor) -> Answer:
    return _page(400, "That page is not known", "The address of the page is damaged. Begin the list anew.")


def _unforeseen(error: Exception) -> Answer:
    reference = secrets.token_hex(4)
    # the path without its question: what people searched for is nobody's business in a log
    log.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    return _page(
        500, "Something broke", "It is not your fault. Go back and try again; what was saved before is safe.", reference
    )
