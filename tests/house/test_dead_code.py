"""Code that only tests call, or nobody, is dead. Templates call code too, so their words count as calls."""

import re
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[2]
CALLED_BY_DECORATION = [
    "@*.get",
    "@*.post",
    "@*.route",
    "@*.command",
    "@*.group",
    "@*.errorhandler",
    "@*.app_errorhandler",
    "@*.before_request",
    "@*.after_request",
    "@*.teardown_request",
    "@*.context_processor",
    "@*.app_template_*",
    "@*.template_*",
    "@pages.*",
    "@validates",
    "@event.*",
]
# Names that a framework calls: SQLAlchemy's types and listeners, WTForms' and ReportLab's hooks, click's.
CALLED_BY_FRAMEWORKS = [
    "process_bind_param",
    "process_result_value",
    "process_formdata",
    "process_data",
    "pre_validate",
    "post_validate",
    "validate_*",
    "_value",
    "bind_field",
    "_make_preamble",
    "_setExtGState",
    "convert",
    "get_command",
    "list_commands",
    "format",
]


def test_every_function_and_class_is_called_by_the_product() -> None:
    vulture = Vulture(ignore_decorators=CALLED_BY_DECORATION, ignore_names=CALLED_BY_FRAMEWORKS)
    vulture.scavenge([str(ROOT / room) for room in ("engagement", "reports", "migrations")])
    templates = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.*") if path.is_file())
    code = " ".join(re.findall(r"\{[{%](.*?)[}%]\}", templates, re.S))
    vulture.used_names.update(re.findall(r"[A-Za-z_]\w*", code))
    kinds = ("function", "class", "method", "property", "import", "unreachable code")
    dead = [
        f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno} {item.typ} {item.name}"
        for item in vulture.get_unused_code(min_confidence=60)
        if item.typ in kinds
    ]
    assert dead == []
