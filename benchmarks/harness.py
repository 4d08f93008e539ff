"""Measures two ways of one work against each other, and says what came of it.

A speed is a ratio measured alternately in one process (ours, floor, ours, floor …), after a warm-up and a comparison of
what both give; never an absolute time, which says more about the machine (docs/performance.md).
"""

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

WARM = 4  # calls of each side before the clock runs
MOST = 400  # rounds: more tell nothing new
FEWEST = 3
Work = Callable[[], Any]


@dataclass(frozen=True)
class Bar:
    """What QUALITY asks for: our time over the floor's, and our time on the largest data over that on the smallest."""

    ratio: float
    growth: float | None = None


@dataclass(frozen=True)
class Pair:
    """One work, done by us and by its floor. What both give must be equal after `plain`."""

    work: str
    ours: Work
    floor: Work
    bar: Bar
    plain: Callable[[Any], Any] = lambda found: found
    clock: Callable[[], float] = time.perf_counter
    most: int = MOST
    warm: int = WARM
    same: Callable[[], None] | None = None  # how the two are compared where they give nothing
    after: Callable[[], None] | None = None  # ends what ours began, while no clock runs
    per: float = 1  # a work that grows in proportion to its rows is told for each of so many

    @property
    def sides(self) -> tuple[tuple[Work, Work | None], ...]:
        """Both sides in turn, each with what ends it."""
        return (self.ours, self.after), (self.floor, None)

    def check(self) -> None:
        """Raises AssertionError where the two sides do not find the same."""
        if self.same:
            self.same()
            return
        ours, floor = self.plain(self.ours()), self.plain(self.floor())
        assert ours, f"{self.work}: nothing was found, so nothing is compared"
        assert ours == floor, f"{self.work}: {_difference(ours, floor)}"


@dataclass(frozen=True)
class Place:
    """On which engine and with how many engagements something was measured."""

    engine: str
    size: int


@dataclass(frozen=True)
class Speed:
    """How long both sides took, in milliseconds: medians and the 95th of a hundred."""

    work: str
    engine: str
    size: int
    ours: float
    ours_95: float
    floor: float
    floor_95: float
    rounds: int
    bar: float
    most_growth: float | None
    per: float = 1

    @property
    def ratio(self) -> float:
        """Our median over the floor's."""
        return self.ours / self.floor


@dataclass(frozen=True)
class Amount:
    """Something that is no speed: bytes, requests; at most `limit`."""

    work: str
    engine: str
    size: int
    value: float
    limit: float
    unit: str


def measure(pair: Pair, place: Place, seconds: float) -> Speed:
    """Times both sides alternately for about `seconds`."""
    pair.check()
    for _ in range(pair.warm):
        for work, after in pair.sides:
            work()
            if after:
                after()
    gc.collect()
    times: tuple[list[float], list[float]] = ([], [])
    begun = time.perf_counter()
    while len(times[0]) < min(FEWEST, pair.most) or (
        len(times[0]) < pair.most and time.perf_counter() - begun < seconds
    ):
        for side, (work, after) in enumerate(pair.sides):
            at = pair.clock()
            work()
            times[side].append((pair.clock() - at) * 1000)
            if after:
                after()
    ours, floor = times
    return Speed(
        pair.work,
        place.engine,
        place.size,
        *(statistics.median(ours), ninety_fifth(ours), statistics.median(floor), ninety_fifth(floor)),
        rounds=len(ours),
        bar=pair.bar.ratio,
        most_growth=pair.bar.growth,
        per=pair.per,
    )


def ninety_fifth(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay below."""
    return sorted(times)[min(int(len(times) * 0.95), len(times) - 1)]


def growth(speed: Speed, among: Iterable[Speed]) -> float | None:
    """Our time here over that with the fewest engagements on the same engine; None for those themselves."""
    same = [one for one in among if (one.work, one.engine) == (speed.work, speed.engine) and one.size < speed.size]
    if not same:
        return None
    least = min(same, key=lambda one: one.size)
    return (speed.ours / speed.per) / (least.ours / least.per)


def falls_short(speed: Speed, grown: float | None) -> bool:
    """Whether it misses its bar."""
    return speed.ratio > speed.bar or bool(grown and speed.most_growth and grown > speed.most_growth)


def table(speeds: Sequence[Speed], amounts: Sequence[Amount]) -> str:
    """All that was measured, as Markdown that also reads well in a terminal."""
    lines = []
    for engine, size in dict.fromkeys((one.engine, one.size) for one in speeds):
        lines += ["", f"### {engine}, {size:,} engagements" if size else f"### {engine}", ""]
        lines.append(f"| {'Work':<52} | Ours, ms | p95 | Floor, ms | p95 | Ratio | Bar | Growth | Bar | |")
        lines.append(f"| {'-' * 52} | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
        lines += [_line(one, growth(one, speeds)) for one in speeds if (one.engine, one.size) == (engine, size)]
    if amounts:
        lines += ["", "### Weight and memory", "", "| What | Engine | Engagements | Is | At most | |"]
        lines.append("| --- | --- | ---: | ---: | ---: | --- |")
        for one in amounts:
            says = "short" if one.value > one.limit else "pass"
            count = f"{one.size:,}" if one.size else ""
            lines.append(
                f"| {one.work} | {one.engine} | {count} | {one.value:,.1f} {one.unit} | {one.limit:,.0f} | {says} |"
            )
    return "\n".join(lines) + "\n"


def _line(one: Speed, grown: float | None) -> str:
    cells = (
        *(f"{one.work:<52}", f"{one.ours:.2f}", f"{one.ours_95:.2f}", f"{one.floor:.2f}", f"{one.floor_95:.2f}"),
        *(f"{one.ratio:.2f}", f"{one.bar:g}", f"{grown:.2f}" if grown else "", f"{one.most_growth or ''}"),
        "short" if falls_short(one, grown) else "pass",
    )
    return "| " + " | ".join(cells) + " |"


def keep(file: Path, machine: dict[str, Any], speeds: Sequence[Speed], amounts: Sequence[Amount]) -> None:
    """Writes everything as JSON."""
    told = [
        asdict(one) | {"ratio": one.ratio, "growth": (grown := growth(one, speeds)), "short": falls_short(one, grown)}
        for one in speeds
    ]
    file.write_text(json.dumps({"machine": machine, "speeds": told, "amounts": [asdict(one) for one in amounts]}))


def _difference(ours: Any, floor: Any) -> str:
    """The first place at which two findings differ."""
    if isinstance(ours, list | tuple) and isinstance(floor, list | tuple):
        for at, (one, other) in enumerate(zip(ours, floor, strict=False)):
            if one != other:
                return f"at {at}: {one!r} is not {other!r}"
        return f"{len(ours)} are not {len(floor)}"
    if isinstance(ours, str) and isinstance(floor, str):
        at = next((n for n, (one, other) in enumerate(zip(ours, floor, strict=False)) if one != other), 0)
        return f"…{ours[max(at - 80, 0) : at + 120]!r} is not …{floor[max(at - 80, 0) : at + 120]!r}"
    return f"{ours!r} is not {floor!r}"
