"""Coverage: which key bodies were engaged, which were not, by name, and who of us knows them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.blocks.chart import charts
from reports.blocks.table import Cell, Column, table
from reports.blocks.text import SEPARATOR, heading, paragraph
from reports.blocks.words import day, full_day, share
from reports.charts.tiles import Tile, tiles
from reports.paper.flow import Flow, Strip
from reports.paper.tags import Element
from reports.records import ActivityReport, Contact, KeyBody
from reports.style import DENSE
from reports.type.lines import Span

QUARTERS = 4
TEXT = 8.0
LOOKS = {  # word, its colour, the ground behind it
    Contact.ENGAGED: ("engaged", "on-ours", "ours"),
    Contact.PLANNED: ("planned", "ours", "ours-soft"),
    Contact.NEGLECTED: ("neglected", "ink-2", ""),
    Contact.UNLISTED: ("·", "ink-3", ""),
}


def coverage(flow: Flow, part: Element, report: ActivityReport) -> None:
    found = report.coverage
    if found is None:
        return
    engaged = share(found.engaged)
    said = [
        Span(engaged, "ours", True, found.href),
        Span(f" key bodies had a held engagement in the period, of those listed on {full_day(found.listed_on)}."),
    ]
    paragraph(flow, part, said, keep=True)
    countries = _countries(report, found.bodies)
    if len(countries) > 1:
        measure = flow.paper.type.measure
        charts(flow, part, [tiles("Engaged in the period, by country", countries, flow.width, TEXT, measure)])
        flow.add(Strip(14))
    quarters = found.quarters[-QUARTERS:]
    columns = [
        Column("Key body", 3.2),
        *(Column(quarter, 1.15) for quarter in quarters),
        Column("Last met", 1.6),
        Column("Known by", 2.2),
    ]
    table(flow, part, columns, (_row(body, len(quarters)) for body in found.bodies), DENSE)
    left = [body for body in found.bodies if body.last_met is None or body.last_met < report.starts_on]
    _named(flow, part, "Not engaged in the period", left)
    _named(flow, part, "Known by one person of ours alone", [b for b in found.bodies if len(b.known_by) == 1], True)


def _countries(report: ActivityReport, bodies: Sequence[KeyBody]) -> list[Tile]:
    """How many of each country's key bodies were engaged, in the order of the countries."""
    found: dict[str, Tile] = {}
    for body in bodies:
        known = found.get(body.country) or Tile(body.country or "Supranational", 0, 0)
        engaged = body.last_met is not None and body.last_met >= report.starts_on
        found[body.country] = replace(known, n=known.n + engaged, of=known.of + 1)
    return list(found.values())


def _row(body: KeyBody, quarters: int) -> list[str | Cell]:
    role = "late" if body.is_missed else "ink"
    met = Span(day(body.last_met) if body.last_met else "never", role, False, body.last_href)
    name = Span(body.body.name, "ink", False, body.body.href, body.body.language)
    beside = "\u00a0· ".join(filter(None, (body.country, body.cadence)))
    return [
        Cell([name, Span(f", {beside}" if beside else "", "ink-2")]),
        *(_contact(contact) for contact in body.quarters[-quarters:]),
        Cell([met, Span(", overdue" if body.is_missed else "", "late")]),
        Cell([Span(", ".join(body.known_by) or "nobody", "ink-2")]),
    ]


def _contact(contact: Contact) -> Cell:
    word, role, ground = LOOKS[contact]
    return Cell([Span(word, role)], ground)


def _named(flow: Flow, part: Element, title: str, bodies: Sequence[KeyBody], with_person: bool = False) -> None:
    if bodies:
        heading(flow, part, title, 2)
        paragraph(flow, part, list(_names(bodies, with_person)))


def _names(bodies: Sequence[KeyBody], with_person: bool) -> Iterator[Span]:
    for place, each in enumerate(bodies):
        if place:
            yield SEPARATOR
        yield Span(each.body.name, "ink", False, each.body.href, each.body.language)
        yield Span(f" ({each.known_by[0] if with_person else each.country})", "ink-2")
