"""The list of engagements as it leaves the product: CSV and XLSX with the same columns and the same rows."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, request
from werkzeug.wrappers import Response

from engagement.queries.engagements.asking import EngagementFilter, describe
from engagement.queries.engagements.exporting import Exported, exported
from engagement.queries.engagements.listing import Linked
from engagement.web.frame import desk, installation
from engagement.web.said import full_day
from engagement.web.tables import Column, csv_answer, xlsx_answer


def add_to(pages: Blueprint) -> None:
    """Puts these pages on the blueprint of engagements."""
    pages.add_url_rule("/engagements.csv", view_func=export)
    pages.add_url_rule("/engagements.xlsx", view_func=workbook)


def export() -> Response:
    asked, _ = _asked()
    return csv_answer("engagements.csv", _columns(request.url_root), _rows(asked))


def workbook() -> Response:
    asked, words = _asked()
    at = desk()
    notes = [
        ("Asked", "; ".join(words) or "All engagements"),
        ("Made", f"{full_day(at.today)}, {at.now:%H:%M} UTC"),
        ("By", at.member.name),
        ("Confidential", "Those that this member may see are in it, and no others."),
        ("Times", "Dates are those of the place; starts are in UTC, and “Clock of” names the zone of the place."),
    ]
    return xlsx_answer("engagements.xlsx", _columns(request.url_root), _rows(asked), "Engagements", notes)


def _asked() -> tuple[EngagementFilter, list[str]]:
    """The question and its words: what cannot be read is said before anything is sent. Raises UnreadableFilter."""
    asked = EngagementFilter.from_args(request.args)
    asked.span(desk())
    return asked, [part.words for part in describe(desk(), asked)]


def _rows(asked: EngagementFilter) -> Iterator[Exported]:
    served, member = installation(), desk().member

    def read() -> Iterator[Exported]:
        # a desk of its own: that of the request is closed while this is still being sent
        with served.desk(member, reads=True) as reading:
            yield from exported(reading, asked)

    return read()


def _columns(base: str) -> list[Column[Exported]]:
    return [
        Column("Number", 9, lambda one: one.row.id),
        Column("Title", 48, lambda one: one.row.title),
        Column("Kind", 13, lambda one: one.row.kind.label),
        Column("Status", 11, lambda one: one.row.status.label),
        Column("How", 11, lambda one: one.row.channel.label if one.row.channel else ""),
        Column("Date", 12, lambda one: one.row.local_date),
        Column("Start (UTC)", 17, lambda one: one.row.starts_at),
        Column("Clock of", 18, lambda one: one.row.zone),
        Column("Minutes", 10, lambda one: one.row.minutes),
        Column("Place", 20, lambda one: one.texts.place),
        Column("Organisations", 40, lambda one: _noted(one.row.organisations)),
        Column("Officials", 40, lambda one: _noted(one.row.officials)),
        Column("Team members", 28, lambda one: _noted(one.row.members)),
        Column("Topics", 32, lambda one: _noted(one.row.topics)),
        Column("Who asked for it", 17, lambda one: one.texts.asked_by.label if one.texts.asked_by else ""),
        Column("Purpose", 20, lambda one: one.texts.purpose.label if one.texts.purpose else ""),
        Column("Hours", 9, lambda one: one.texts.hours),
        Column("What happened", 60, lambda one: one.texts.summary),
        Column("Outcome", 48, lambda one: one.texts.outcome),
        Column("Result sought", 40, lambda one: one.texts.result_sought),
        Column("Shared", 48, lambda one: _entries(one, "shared")),
        Column("Heard", 48, lambda one: _entries(one, "heard")),
        Column("Commitments", 48, lambda one: _entries(one, "promise")),
        Column("Confidential", 14, lambda one: "yes" if one.row.confidential else ""),
        Column("Address", 44, lambda one: f"{base}engagements/{one.row.id}"),
    ]


def _noted(things: Iterable[Linked]) -> str:
    return "; ".join(f"{thing.name} ({thing.note})" if thing.note else thing.name for thing in things)


def _entries(one: Exported, ledger: str) -> str:
    return "\n".join(f"{kind}: {text}" for of, kind, text in one.entries if of == ledger)
