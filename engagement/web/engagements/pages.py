"""All pages of engagements on one blueprint."""

from flask import Blueprint

from engagement.web.engagements import exporting, line, listing, same, showing, writing

pages = Blueprint("engagements", __name__)
for room in (listing, exporting, line, same, writing, showing):
    room.add_to(pages)
