"""Templates stay whole and without leftovers: what is drawn is used, what is used is drawn, nothing is inline."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "engagement" / "static"
PAGES = sorted(TEMPLATES.rglob("*.html"))
GALLERY = TEMPLATES / "gallery"
SOURCE = {page: page.read_text("utf-8") for page in PAGES}
PRODUCT = {page: text for page, text in SOURCE.items() if GALLERY not in page.parents}
PARSED = {page: Environment(autoescape=True).parse(text) for page, text in SOURCE.items()}
SCRIPTS = "\n".join(path.read_text("utf-8") for path in (STATIC / "js").glob("*.js"))
CODE = "\n".join(path.read_text("utf-8") for room in ("engagement", "reports") for path in (ROOT / room).rglob("*.py"))


def macros() -> Iterator[tuple[Path, nodes.Macro]]:
    for page in PAGES:
        if page.parent.name == "components":
            for macro in PARSED[page].find_all(nodes.Macro):
                yield page, macro


def names_used(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


def is_called(name: str, home: Path) -> bool:
    """Whether a page of the product, or another macro of the same file, calls the macro."""
    call = re.compile(rf"(?<!macro )\b{name}\(")
    return any(call.search(text) for page, text in PRODUCT.items() if page == home or name in names_used(text))


def test_every_macro_is_used_by_a_page_of_the_product() -> None:
    assert [f"{page.name}: {macro.name}" for page, macro in macros() if not is_called(macro.name, page)] == []


def test_every_macro_is_shown_in_the_gallery() -> None:
    shown = "\n".join(
        text for page, text in SOURCE.items() if page not in PRODUCT or page.parent.name in ("components", "layout")
    )
    assert [macro.name for _, macro in macros() if not re.search(rf"(?<!macro )\b{macro.name}\(", shown)] == []


def test_a_macro_takes_at_most_six_arguments() -> None:
    assert [macro.name for _, macro in macros() if len(macro.args) > 6] == []


@pytest.mark.parametrize("template", PAGES, ids=lambda template: str(template.relative_to(TEMPLATES)))
def test_what_a_template_imports_it_uses(template: Path) -> None:
    unused = []
    for found in PARSED[template].find_all(nodes.FromImport):
        for name in found.names:
            alias = name[1] if isinstance(name, tuple) else name
            if len(re.findall(rf"\b{alias}\b", re.sub(r"\{% from .*?%\}", "", SOURCE[template]))) == 0:
                unused.append(alias)
    assert unused == []


@pytest.mark.parametrize("template", PAGES, ids=lambda template: str(template.relative_to(TEMPLATES)))
def test_no_style_or_script_stands_in_a_page(template: Path) -> None:
    inline = r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\ssrc=)"
    assert re.findall(inline, SOURCE[template]) == []


def test_every_template_is_rendered_by_the_product_or_taken_up_by_another() -> None:
    text = CODE + "\n".join(PRODUCT.values())
    names = [str(page.relative_to(TEMPLATES)) for page in PRODUCT]
    assert [name for name in names if f'"{name}"' not in text] == []


def test_every_icon_is_used_and_every_icon_used_is_there() -> None:
    there = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    assert there == set((STATIC / "icons.txt").read_text("utf-8").split()), "run engagement/static/vendor.py"
    words = {word for text in PRODUCT.values() for word in re.findall(r"[\"']([a-z0-9-]+)[\"']", text)}
    words |= set(re.findall(r"[\"']([a-z0-9-]+)[\"']", CODE))
    assert sorted(there - words) == []
    asked = {word for text in SOURCE.values() for word in re.findall(r"\bicon\(\"([a-z0-9-]+)\"", text)}
    assert sorted(asked - there) == []


def test_every_class_in_the_style_sheet_is_written_somewhere() -> None:
    styled = set()
    for path in (STATIC / "css").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/|\"[^\"]*\"|\d+\.\d+", "", path.read_text("utf-8"), flags=re.S)
        styled |= set(re.findall(r"\.([a-z][\w-]*)", rules))
    written = names_used("\n".join(PRODUCT.values()) + SCRIPTS + CODE)
    made = {name for name in styled if f"{name.rpartition('-')[0]}-" in written}  # such as depth-{{ n }}
    assert sorted(styled - written - made) == []
