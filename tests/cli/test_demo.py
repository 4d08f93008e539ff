"""`engagement demo` fills an empty installation and leaves any other alone."""

from types import ModuleType

from click.testing import CliRunner

from engagement.cli.demo import demo
from engagement.demo.small import PASSWORD
from engagement.installation import Installation
from engagement.upkeep.doctor import extent


def test_it_loads_as_many_as_asked_and_says_who_can_sign_in(installation: Installation) -> None:
    done = CliRunner().invoke(demo, ["--engagements", "20"], obj=installation)
    assert done.exit_code == 0, done.output
    assert "20 engagements are there" in done.output
    assert done.output.count(PASSWORD) == 5
    assert extent(installation.engine) == 20


def test_it_refuses_an_installation_with_engagements_in_words(installation: Installation, make: ModuleType) -> None:
    with installation.desk() as desk:
        make.engagement(desk, members=[])
    done = CliRunner().invoke(demo, [], obj=installation)
    assert done.exit_code == 1
    assert "has engagements already" in done.output
    assert extent(installation.engine) == 1
