"""A command that a page of ours names must exist, with the options that it is shown with."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from engagement.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/*.md")])
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def commands(page: Path) -> Iterator[str]:
    """Each command line that stands in code on the page: `make …`, `engagement …`."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.M | re.S)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    for line in lines:
        line = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
        if re.match(r"(make|engagement) [a-z]", line):
            yield line


def wrong(line: str) -> str | None:
    """What does not exist of a command line, or nothing."""
    words = shlex.split(line, comments=True)
    if words[0] == "make":
        unknown = [word for word in words[1:] if "=" not in word and word not in TARGETS]
        return f"no target {unknown[0]}" if unknown else None
    command: click.Command = main
    for word in words[1:]:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return f"no command {word}"
            command = found
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    unknown = [word for word in words if word.startswith("-") and word.split("=")[0] not in {*options, "--help"}]
    return f"no option {unknown[0]}" if unknown else None


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: str(sheet.relative_to(ROOT)))
def test_the_commands_on_a_page_exist(sheet: Path) -> None:
    assert [f"{line}: {why}" for line in commands(sheet) if (why := wrong(line))] == []


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: str(sheet.relative_to(ROOT)))
def test_the_links_and_pictures_on_a_page_lead_somewhere(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not (sheet.parent / link).exists()] == []


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    asked = re.findall(r'^    "([a-z0-9-]+)[\[>=]', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    asked += re.findall(r'^(?:build) = \["([a-z0-9-]+)', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert len(asked) > 20
    assert [name for name in asked if f"| {name}" not in reasons] == []


def test_every_setting_is_explained_and_nothing_else() -> None:
    read = set(re.findall(r'"([A-Z_]{4,})"', (ROOT / "engagement" / "core" / "settings.py").read_text("utf-8")))
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "docs" / "running.md").read_text("utf-8"), re.M)
    assert {name for row in rows for name in re.findall(r"[A-Z_]+", row)} == read
