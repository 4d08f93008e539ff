"""Pages that say what went wrong and what to do next. 4xx never shows a stack; 5xx shows what stands in the log."""

import logging
import secrets

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from engagement.core.faults import Fault, fault_of, told
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
FAULTS = {
    Fault.GONE: ("The database does not answer", "Wait a minute and try again."),
    Fault.BUSY: ("Too many write at once", "Others kept the record busy for longer than a page may wait. Try again."),
    Fault.FULL: (
        "There is no room left",
        "The disk of this installation is full. Tell your administrator now: until there is room, nothing is saved.",
    ),
    Fault.DAMAGED: (
        "The database is damaged",
        "Tell your administrator now, and write nothing more until it was looked after: there should be a backup.",
    ),
}
RETRY_AFTER = 30  # seconds
NAMES = {"first": "From", "last": "To", "body_kind": "kind of body", "open": "open commitments", "q": "words"}


def register(app: Flask) -> None:
    """Gives `app` its error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(UnreadableFilter, _filter)
    app.register_error_handler(UnreadableCursor, _cursor)
    app.register_error_handler(Exception, _unforeseen)


def _page(status: int, title: str, words: str, reference: str = "") -> Answer:
    return render_template("errors/error.html", title=title, words=words, reference=reference), status


def _http(error: HTTPException) -> Answer | Response | HTTPException:
    status = error.code or 500
    if isinstance(error, InternalServerError):  # what broke when the page was made already, such as a save
        return _unforeseen(error.original_exception or error)
    if status < 400:
        return error
    if status == 404:
        return render_template("errors/not_found.html"), 404
    title, words = WORDS.get(status, ("That did not work", "Go back and try again."))
    return _page(status, title, words)


def _forged(_error: HTTPException) -> Answer:
    words = "It was open for very long, or it does not come from this page."
    if "form_key" in request.form:
        words += " What was kept of it as you typed is offered on My week."
    return _page(400, "The form is too old", f"{words} Go back, load the page anew and send it again.")


def _filter(error: UnreadableFilter) -> Answer:
    name = NAMES.get(error.name, error.name)
    return _page(
        400, "That filter cannot be read", f"“{error.value}” means nothing as {name}. Take it off and try again."
    )


def _cursor(_error: UnreadableCursor) -> Answer:
    return _page(400, "That page is not known", "The address of the page is damaged. Begin the list anew.")


def _unforeseen(error: BaseException) -> Answer | Response:
    reference = secrets.token_hex(4)
    # the path without its question: what people searched for is nobody's business in a log
    fault = fault_of(error)
    where = reference, request.method, request.path
    if fault:
        log.error("reference %s: %s %s: %s", *where, told(error))
    else:
        log.error("reference %s: %s %s", *where, exc_info=error)
    title, words = FAULTS[fault] if fault else ("Something broke", "It is not your fault. Go back and try again.")
    if request.method == "POST":
        words += " What you typed is still in the form when you go back, and sent again it is made once."
    if fault is not Fault.DAMAGED:
        words += " What was saved before is safe."
    page, status = _page(503 if fault else 500, title, words, reference)
    answer = make_response(page, status)
    if fault:
        answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer
