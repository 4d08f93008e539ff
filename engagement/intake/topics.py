"""Trees of policy topics."""

import re
from collections.abc import Callable

from engagement.core.text import fold
from engagement.intake import tidy
from engagement.intake.mapping import Column, Mapping, Row, digest
from engagement.intake.parties import Us
from engagement.intake.values import TopicRow

SERVICES = re.compile(r"\s*\((?:CS|IS|SC|SI)\)\s*$")
"""COFOG marks individual and collective services behind the name."""


def cofog(rows: tuple[Row, ...], _us: Us | None) -> TopicRow:
    """A function of government by its code; the parent is the code without its last part."""
    (row,) = rows
    code, name = _coded(row, "Description_EN")
    others = (SERVICES.sub("", row[column]) for column in ("Description_FR", "Description_ES"))
    synonyms = tuple(dict.fromkeys(other for other in others if other and fold(other) != fold(name)))
    return TopicRow(
        code, digest(rows, None), name, _above(code), code, tidy.lines(row.raw("ExplanatoryNote")), synonyms
    )


def coded_names(rows: tuple[Row, ...], _us: Us | None) -> TopicRow:
    """Names in another language: synonyms of the topics that have these codes."""
    (row,) = rows
    code, name = _coded(row, "Description")
    return TopicRow(code, digest(rows, None), name, _above(code), code)


def _coded(row: Row, column: str) -> tuple[str, str]:
    code, name = row["Code"], SERVICES.sub("", row[column])
    if not re.fullmatch(r"\d\d(?:\.\d){0,2}", code):
        raise tidy.Unfit(
            f"“{tidy.shortened(code, 20)}” is no code such as 01 or 01.1; a spreadsheet may have made it a number."
        )
    if not name:
        raise tidy.Unfit("The name is missing.")
    return code, name


def _above(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def indented() -> Callable[[tuple[Row, ...], Us | None], TopicRow]:
    """A tree by indentation: the column in which a name stands is its depth."""
    path: list[str] = []

    def read(rows: tuple[Row, ...], _us: Us | None) -> TopicRow:
        (row,) = rows
        named = [(depth, tidy.line(cell)) for depth, cell in enumerate(row.record.cells) if cell.strip()]
        if len(named) != 1:
            raise tidy.Unfit("The row has more than one name; a tree by indentation has one a row.")
        depth, name = named[0]
        if depth > len(path):
            raise tidy.Unfit(
                f"“{tidy.shortened(name, 60)}” is indented by more than one column below the row above it."
            )
        path[depth:] = [name]
        return TopicRow(_path(path), digest_of(name), name, _path(path[:-1]) if depth else None)

    return read


def pairs() -> Callable[[tuple[Row, ...], Us | None], TopicRow]:
    """A tree as pairs of parent and child by name. Below a name that stands in two places, nothing can be told."""
    places: dict[str, list[str]] = {}

    def read(rows: tuple[Row, ...], _us: Us | None) -> TopicRow:
        (row,) = rows
        name, parent = row["topic"], row["parent"]
        if not name:
            raise tidy.Unfit("The name is missing.")
        above = places.setdefault(parent, [parent]) if parent else []
        if len(above) > 1:
            raise tidy.Unfit(
                f"The parent “{parent}” stands at {len(above)} places in the tree, so its child has no certain place."
            )
        key = _path([*above, name])
        if key not in places.setdefault(name, []):
            places[name].append(key)
        return TopicRow(
            key,
            digest_of(name),
            name,
            above[0] if above else None,
            row["code"],
            tidy.lines(row.raw("description")),
            tidy.listed(row.raw("synonyms"), ";"),
        )

    return read


def digest_of(name: str) -> str:
    """Of a topic that is only a name, the name is the whole content."""
    return fold(name)


def _path(names: list[str]) -> str:
    return " > ".join(names)


TOPICS: tuple[Mapping[TopicRow], ...] = (
    Mapping(
        "topics",
        "A tree of topics as pairs of topic and parent: your own list, or the GOV.UK taxonomy in its long form",
        (
            Column("topic", ("node", "name")),
            Column("parent", ("parent topic", "above")),
            Column("code", needed=False),
            Column("description", ("note",), needed=False),
            Column("synonyms", ("other names",), needed=False),
        ),
        reader=pairs,
    ),
    Mapping(
        "topics-indented",
        "A tree of topics by indentation, without a heading (GOV.UK taxonomy)",
        (),
        reader=indented,
        keeps_all=True,
    ),
    Mapping(
        "cofog",
        "COFOG, the functions of government (UN), in English, French and Spanish",
        (
            Column("Code"),
            Column("Description_EN"),
            Column("Description_FR", needed=False),
            Column("Description_ES", needed=False),
            Column("ExplanatoryNote", needed=False),
        ),
        cofog,
    ),
    Mapping(
        "cofog-names",
        "Names of COFOG in another language: synonyms of the topics with these codes",
        (Column("Code"), Column("Description")),
        coded_names,
    ),
)
