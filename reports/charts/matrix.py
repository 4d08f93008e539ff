"""Coverage: key bodies by quarter. A sign stands in each cell, so that it reads without colour."""

from collections.abc import Sequence

from reports.charts.fit import Measure, fitted, roughly
from reports.charts.scene import Area, Item, Mark, Rect, Role, Scene, Table, Text, linked
from reports.charts.words import count, listed
from reports.records import Contact, KeyBody

LOOK: dict[Contact, tuple[Role, Role, str]] = {
    Contact.ENGAGED: ("ours", "on-ours", "●"),
    Contact.PLANNED: ("ours-soft", "ink", "○"),
    Contact.NEGLECTED: ("empty", "ink-2", "–"),
    Contact.UNLISTED: ("empty", "ink-2", ""),
}
SAID = {
    Contact.ENGAGED: "engaged",
    Contact.PLANNED: "planned",
    Contact.NEGLECTED: "neither",
    Contact.UNLISTED: "not listed",
}


def matrix(
    title: str,
    quarters: Sequence[str],
    bodies: Sequence[KeyBody],
    width: float = 420,
    size: float = 12,
    measure: Measure = roughly,
) -> Scene:
    """One row a body in the order given, one cell for each quarter."""
    cell = min(width * 0.6 / max(len(quarters), 1), size * 6)
    left = width - cell * len(quarters)
    heads = [fitted(quarter, cell, size, measure, lines=2) for quarter in quarters]
    y = size * 1.3 * max((len(lines) for lines in heads), default=0) + size * 0.3
    items: list[Item] = []
    for place, lines in enumerate(heads):
        middle = left + cell * (place + 0.5)
        items += [Text(middle, size * (1 + 1.3 * i), line, size, anchor="middle") for i, line in enumerate(lines)]
    for body in bodies:
        lines = fitted(body.body.name, left - size, size, measure, lines=4)
        high = size * (2 + 1.2 * (len(lines) - 1))
        first = y + high / 2 + size * 0.35 - size * 0.6 * (len(lines) - 1)
        name = tuple(Text(0, first + size * 1.2 * i, line, size, "ink") for i, line in enumerate(lines))
        cells: list[Mark] = []
        for place, contact in enumerate(body.quarters):
            ground, ink, sign = LOOK[contact]
            x = left + cell * place
            cells.append(Rect(x + 1, y + 1, cell - 2, high - 2, ground, 3))
            if sign:
                cells.append(Text(x + cell / 2, y + high / 2 + size * 0.35, sign, size, ink, "middle", strong=True))
        said = ", ".join(f"{q} {SAID[contact]}" for q, contact in zip(quarters, body.quarters, strict=True))
        items += linked((*name, *cells), body.body.href, f"{body.body.name}: {said}", Area(0, y, width, high))
        y += high
    rows = tuple((body.body.name, *(SAID[contact] for contact in body.quarters)) for body in bodies)
    return Scene(width, y, tuple(items), title, says(bodies), Table(("Key body", *quarters), rows))


def says(bodies: Sequence[KeyBody]) -> str:
    """How many were engaged, and whom nobody met or plans to meet, by name."""
    if not bodies:
        return "No key bodies are listed."
    engaged = sum(Contact.ENGAGED in body.quarters for body in bodies)
    planned = sum(Contact.PLANNED in body.quarters and Contact.ENGAGED not in body.quarters for body in bodies)
    neither = [b.body.name for b in bodies if not {Contact.ENGAGED, Contact.PLANNED} & set(b.quarters)]
    said = f"{count(engaged)} of {count(len(bodies))} engaged"
    if planned:
        said += f", {count(planned)} more planned"
    return f"{said}. Neither met nor planned: {listed(neither)}." if neither else f"{said}."
