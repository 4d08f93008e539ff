"""Each benchmark runs, and its floor finds the same rows. Nothing here says how fast."""

from collections.abc import Iterator

import pytest

from benchmarks.__main__ import ONCE, SUBJECTS
from benchmarks.harness import Amount, Bar, Pair, Place, Speed, falls_short, growth, measure
from benchmarks.worlds import World
from engagement.demo import large
from tests.browsing import CHROMIUM
from tests.engines import Engines
from tests.world import opened

FEW = 120  # engagements


@pytest.fixture
def world(engine_name: str, engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A tiny world of the demonstration generator on each engine in turn."""

    def fill(url: str) -> None:
        installation = opened(url, tmp_path_factory.mktemp("world"))
        installation.upgrade()
        large.load(installation, FEW, lambda _: None)
        installation.close()

    engines.template(engine_name, "measured", fill)
    with engines.copy(engine_name, "measured") as url:
        world = World(engine_name, FEW, opened(url, tmp_path_factory.mktemp("measured")))
        yield world
        world.close()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_floor_finds_the_same_rows(subject: str, world: World) -> None:
    if subject in ONCE and world.engine != "sqlite":
        return
    if subject == "weight" and CHROMIUM is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    measured = 0
    for found in SUBJECTS[subject].pairs(world):
        measured += 1
        if isinstance(found, Pair):
            found.check()
        elif isinstance(found, Amount):
            assert found.limit, found.work
        else:
            assert found.ours and found.floor, found.work
    assert measured


def test_a_pair_that_finds_different_rows_is_not_timed() -> None:
    pair = Pair("a list", lambda: [1, 2], lambda: [1, 3], Bar(2))
    with pytest.raises(AssertionError, match="a list: at 1: 2 is not 3"):
        measure(pair, Place("sqlite", 10), 0.01)


def test_growth_is_told_against_the_fewest_engagements_and_for_each_row_where_rows_grow_too() -> None:
    few, many = (
        Speed("a list", "sqlite", size, ours, ours, 1, 1, 9, bar=2, most_growth=1.2, per=per)
        for size, ours, per in ((1_000, 2.0, 10), (100_000, 3.0, 10))
    )
    assert growth(few, [few, many]) is None
    assert growth(many, [few, many]) == pytest.approx(1.5)
    assert falls_short(many, 1.5) and not falls_short(few, None)
