"""Text that people and machines send to break things: none of it may end in a page that says something broke."""

HOSTILE = [
    "'; drop table engagement; --",
    "<script>alert(1)</script>",
    "\0null\0",
    "😀" * 50,
    "\u202eevil",
    "{{7*7}}",
    "%s%n",
    "9" * 40,
    "-1",
    "organisation:9999999999",
    "new-organisation:",
    "new-official:\0",
    "x" * 70_000,
]
