"""Whether the product answers: for whatever watches over it."""

from flask import Blueprint
from werkzeug.wrappers import Response

from engagement.queries import sign_ins as queries
from engagement.web.frame import installation

pages = Blueprint("health", __name__)


@pages.get("/health")
def show() -> Response:
    with installation().desk(reads=True) as desk:
        queries.anybody(desk)
    return Response("well\n", content_type="text/plain")
