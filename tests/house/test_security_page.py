"""The page about security says what is so: what it names exists, and no requirement is passed over."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.findall(r"`([a-z]\w*/[^\s`]*\w|\w[\w.-]*\.(?:py|js|html|md|toml))`", PAGE)
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \|[^|]*\| ([^|]*) \|", PAGE, re.M)
LEVELS_1_AND_2 = 70 + 183  # requirements of ASVS 5.0


def is_there(named: str) -> bool:
    """Whether the file exists and, where one is named behind it, has the test."""
    path, _, test = named.partition("::")
    file = ROOT / path
    return file.is_file() and (not test or f"\ndef {test}(" in file.read_text("utf-8"))


def test_every_file_and_test_that_it_names_exists() -> None:
    assert len(NAMED) > 50
    assert [named for named in NAMED if not is_there(named)] == []


def test_each_requirement_stands_once_and_has_an_answer() -> None:
    numbers = []
    for said, answer in ROWS:
        assert answer.startswith(("Met: ", "Not met yet: ", "Does not apply: ")), said
        for section, first, last in re.findall(r"(\d+\.\d+)\.(\d+)(?:–(\d+))?", said):
            numbers += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    assert len(numbers) == len(set(numbers)) == LEVELS_1_AND_2
