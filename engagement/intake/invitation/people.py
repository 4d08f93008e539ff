"""Who is on an invitation: addresses, names, answers, and the domain that tells where somebody works."""

import re
from collections.abc import Iterable

from engagement.core.text import clean
from engagement.intake.invitation.lines import Property
from engagement.intake.invitation.values import Person

REPLIES = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined", "COMPLETED": "accepted"}
THINGS = ("ROOM", "RESOURCE", "GROUP")
ADDRESS = re.compile(r"[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]{1,190}\.[^@\s<>,;:\".]{1,63}")
LONGEST_NAME = 200
LONGEST_WRITTEN = 1_000  # signs that are looked at of what may be an address or a name
# where anybody can have an address: it says nothing of whom somebody works for
PROVIDERS = (
    "126 139 163 189 21cn aim aliyun aol arcor bigpond bk bluewin bol btinternet charter comcast cox daum docomo "
    "duck email ezweb fastmail foxmail free freenet gmail gmx googlemail hanmail hey home hotmail hushmail icloud "
    "inbox juno laposte libero list live mac mail mailbox me msn naver netscape nifty ntlworld optonline orange "
    "outlook pm posteo proton protonmail qq rediffmail rocketmail rogers sapo seznam sfr shaw sina sky skynet "
    "sohu sympatico t-online talktalk telia tiscali tutanota tuta uol verizon virgilio virginmedia wanadoo web wp "
    "yahoo yandex yeah ymail zoho "
)
PUBLIC = frozenset(PROVIDERS.split())
ENDS = frozenset(("com", "net", "org", "edu", "gov", "co", "ac", "or", "ne", "go", "gob", "gouv", "gv", "mil"))


def person(said: Property) -> Person:
    """The person that an ATTENDEE or ORGANIZER names."""
    address = _address(said.value) or _address(said.parameters.get("EMAIL", ""))
    return Person(
        address,
        _name(said.parameters.get("CN", ""), address),
        REPLIES.get(said.parameters.get("PARTSTAT", "").upper(), "unanswered"),
        said.parameters.get("CUTYPE", "").upper() not in THINGS,
    )


def domain(address: str) -> str:
    """The domain of an address as far as it says where somebody works: empty for providers of mail to everybody."""
    _, at, host = address.rpartition("@")
    labels = host.strip(".").split(".")
    if not at or len(labels) < 2:
        return ""
    first = next((label for label in reversed(labels[:-1]) if label not in ENDS), "")
    return "" if first in PUBLIC and labels.index(first) == _registered(labels) else ".".join(labels)


def _registered(labels: list[str]) -> int:
    """Where in a host the label stands that somebody registered: second from the end, third in yahoo.co.uk."""
    return len(labels) - (3 if len(labels) > 2 and labels[-2] in ENDS and len(labels[-1]) == 2 else 2)


def by_address(people: Iterable[Person]) -> dict[str, Person]:
    """The people with an address, each once; an answer wins over none."""
    found: dict[str, Person] = {}
    for one in people:
        if one.address and (one.address not in found or found[one.address].reply == "unanswered"):
            found[one.address] = one
    return found


def _address(text: str) -> str:
    found = ADDRESS.search(re.sub(r"^\s*mailto:", "", text[:LONGEST_WRITTEN], flags=re.I))
    return clean(found[0]).strip("'").casefold() if found else ""


def _name(written: str, address: str) -> str:
    """The name as it is spoken: Sato, Haruko (MOFA) is Haruko Sato; where there is none, what the address tells."""
    name = " ".join(clean(written[:LONGEST_WRITTEN].strip("\"' ")).split())
    name = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", name) or name
    last, comma, first = name.partition(", ")
    if comma and "," not in first and "@" not in name and len(first.split()) <= 3:
        name = f"{first} {last}"
    if not name or "@" in name:
        local = address.partition("@")[0] or name.partition("@")[0]
        name = " ".join(part.capitalize() for part in re.split(r"[._]+", local) if part)
    return name[:LONGEST_NAME]
