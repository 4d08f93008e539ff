"""The companies and associations of a register: what their names tell, and nothing about where they sit."""

import re
from functools import lru_cache

from engagement.intake.kinds import kind_of
from engagement.intake.tidy import line
from engagement.intake.values import Body

SHORT = re.compile(r"^(.{4,}?) \(([A-Z][A-Za-z0-9&-]{1,9})\)$")


@lru_cache(maxsize=20_000)
def company(name: str) -> Body:
    """The organisation called `name`, its short form in brackets as another name.

    Registers do not say where those who called on an office sit, so it has no country: the same company is one
    organisation in every register.
    """
    plain = line(name).strip(" ,;")
    short = SHORT.match(plain)
    if short and short[2].upper() == short[2]:
        return Body(short[1], kind_of(plain, "company"), others=(short[2],))
    return Body(plain, kind_of(plain, "company"))
