"""Who is meant by a free text such as "Facebook, Phillip Malloch, Facebook Director for Social Policy"?

Registers put organisations, their people, posts and register numbers in one cell. This splits such a cell and says
what each piece is. It judges by words and can err; the cell as written is kept by the mapping in the summary.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from engagement.core.text import fold
from engagement.intake.kinds import kind_of
from engagement.intake.names import TITLES, bare
from engagement.intake.tidy import line

ORGANISATION, PERSON, POST = "organisation", "person", "post"
LONGEST = 160
"""A longer piece is a sentence, not a name."""

LABEL = r"(?:(?:EU|EC)[ -]+)?(?:transparen\w*|tr|id|identification|registr\w*|reg|rue)"
NUMBER = re.compile(
    rf"[\[(]*(?:\b{LABEL}(?:[ -]+(?:register|registry|number|nr|no|nº|id))*[ .:#-]*)*\d{{5,13}}-\d{{2}}[\])]*",
    re.IGNORECASE,
)
LEFT_OVER = re.compile(rf"\(\W*\)|\b{LABEL}(?: register| number)*\W*$", re.IGNORECASE)
SUFFIXES = re.compile(
    r"(?:inc|incorporated|llc|l\.l\.c|llp|lp|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|se|kg|kgaa|ug|e\.? ?v"
    r"|sa|s\.a|sas|sarl|spa|s\.p\.a|srl|bv|b\.v|nv|n\.v|ab|oy|oyj|ry|as|aps|asbl|vzw|pty|pty ltd|ulc|sl|s\.l"
    r"|ngo|na)\.?(?: \([^)]*\))?",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:meeting with|representatives?(?: of| from)?|members? of|staff of|vertreter\w*(?: der| des| von| vom)?"
    r"|repr[ée]sentante?s?(?: de la| de l['’]| du| des| de| d['’])?|and|und|et|och|the head of"
    r"|employees of)(?:\s+|(?<=['’]))",
    re.IGNORECASE,
)
OPEN_END = frozenset(
    [
        "of",
        "for",
        "de",
        "du",
        "des",
        "der",
        "von",
        "and",
        "und",
        "et",
        "&",
        "och",
        "zu",
        "für",
        "fur",
        "the",
        "di",
        "da",
        "do",
        "e",
        "y",
        "la",
        "le",
    ]
)
POSTS = frozenset(
    [
        "director",
        "head",
        "president",
        "vice-president",
        "vicepresident",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "chairwomen",
        "vice",
        "ceo",
        "cto",
        "cfo",
        "coo",
        "officer",
        "manager",
        "ambassador",
        "secretary",
        "adviser",
        "advisor",
        "counsel",
        "minister",
        "commissioner",
        "directeur",
        "directrice",
        "président",
        "presidente",
        "präsident",
        "vorsitzender",
        "geschäftsführer",
        "geschäftsführerin",
        "leiter",
        "leiterin",
        "botschafter",
        "referent",
        "spokesperson",
        "professor",
        "delegate",
        "coordinator",
        "economist",
        "lobbyist",
        "journalist",
        "undersecretary",
        "vp",
        "evp",
        "svp",
        "chef",
        "lead",
        "senior",
        "deputy",
        "direktor",
        "direktorin",
        "ambassadeur",
        "ministre",
        "conseiller",
        "rapporteur",
    ]
)
FROM = re.compile(r"^(.{3,60}?)\s+(?:from|of the|von der|von|vom)\s+(?:the )?(.{2,})$")
POST_AT = re.compile(
    r"^(.*\b(?:officer|correspondent|editor|manager))\s+(?:for|at)\s+(?:the )?([A-Z].*)$", re.IGNORECASE
)
DASH = re.compile(r"\s+[-–—]\s+|\s*\|\s*")
FOREIGN = frozenset(
    [
        "university",
        "universitat",
        "universite",
        "universiteit",
        "universita",
        "universidad",
        "universidade",
        "yliopisto",
        "universitet",
        "college",
        "school",
        "institute",
        "faculty",
        "alumni",
        "former",
        "formerly",
        "ex",
        "foundation",
        "museum",
    ]
)
"""Words that make a name with ours in it somebody else's: "Microsoft University of, Ljubljana" is not Microsoft."""


@dataclass(frozen=True, slots=True)
class Us:
    """Who "we" are: a company's name, matched by whole words, in any case, without register numbers."""

    name: str

    @property
    def key(self) -> str:
        return fold(self.name)

    def is_meant(self, text: str) -> bool:
        folded = fold(text)
        if self.key not in folded:
            return False
        words = re.findall(r"\w+", fold(NUMBER.sub(" ", text)))
        wanted = re.findall(r"\w+", self.key)
        size = len(wanted)
        stands = any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
        return stands and not FOREIGN & (set(words) - set(wanted))


@dataclass(frozen=True, slots=True)
class Parties:
    """What a cell names: other organisations, other people, and whether it names us."""

    organisations: tuple[str, ...]
    people: tuple[str, ...]
    ours: bool


def parties(text: str, us: Us | None = None) -> Parties:
    """The parties in a free text; those that are us are told by `ours` and not listed."""
    organisations: dict[str, str] = {}
    people: dict[str, str] = {}
    ours = False
    for piece in pieces(text):
        if us and us.is_meant(piece):
            ours = True
            continue
        for name, what in judged(piece, first=not organisations and not people and not ours):
            if us and us.is_meant(name):
                ours = True
            elif what == ORGANISATION:
                organisations.setdefault(fold(name), name)
            elif what == PERSON:
                people.setdefault(fold(name), name)
    return Parties(tuple(organisations.values()), tuple(people.values()), ours)


def pieces(text: str) -> list[str]:
    """The pieces of a cell: parted at semicolons, commas and lines outside brackets, numbers dropped, halves joined."""
    plain = line(text.replace("\n", "; "))
    before, colon, after = plain.partition(":")
    if colon and ";" in after and len(before) < LONGEST:
        plain = f"{before}, " + re.sub(r"\s*;\s*", ", Mr ", after.strip())  # "Iberdrola : A; B" lists its people
    joined: list[str] = []
    for raw in _parted(plain):
        piece = LEFT_OVER.sub("", NUMBER.sub(" ", raw))
        piece = " ".join(piece.split()).strip(' ,;.:-–"“”*+/&')
        if piece.count(")") > piece.count("("):
            piece = piece.rstrip(") ")
        if raw.rstrip().endswith((".", ".)")) and re.search(r"\b(?:Inc|Ltd|Co|Corp|e\. ?V|S\.A|B\.V)\.?$", piece):
            piece += "."
        if joined and SUFFIXES.fullmatch(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        elif joined and joined[-1].rsplit(" ", 1)[-1].casefold() in OPEN_END:
            joined[-1] = f"{joined[-1]} {piece}"
        elif any(char.isalnum() for char in piece) and not re.fullmatch(r"[\d -]{6,}", piece):
            joined.append(piece)
    return joined


def judged(piece: str, first: bool) -> list[tuple[str, str]]:
    """What a piece is: names of organisations and people, or nothing where it is a post or a sentence."""
    if "@" in piece or "://" in piece or len(piece) > LONGEST:
        return []
    stripped = re.sub(r"^[Tt]he ", "", LEADING.sub("", piece)).strip()
    if TITLES.match(stripped):
        return [(bare(stripped), PERSON)]
    halves = [half.strip() for half in DASH.split(stripped) if half.strip()]
    if len(halves) == 2:
        left, right = (_is_person(half) or _is_post(half) for half in halves)
        if right and not left:
            return [(halves[0], ORGANISATION)] + ([(halves[1], PERSON)] if _is_person(halves[1]) else [])
        if left and not right:
            return [(halves[1], ORGANISATION)] + ([(halves[0], PERSON)] if _is_person(halves[0]) else [])
    if _is_person(stripped):
        return [(stripped, PERSON)]
    split = FROM.match(stripped)
    if split and (_is_person(split[1]) or (_is_post(split[1]) and " from " in stripped)):
        return [(split[2], ORGANISATION)] + ([(split[1], PERSON)] if _is_person(split[1]) else [])
    held = POST_AT.match(stripped)
    if held and first:
        return [(held[2], ORGANISATION)]
    if _is_post(stripped):
        return [(stripped, ORGANISATION if first else POST)]
    return [(stripped, ORGANISATION)] if len(stripped) > 1 else []


def _parted(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    balanced = text.count("(") == text.count(")")
    for at, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == ";" or (char == "," and (depth == 0 or not balanced)):
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _is_post(text: str) -> bool:
    return bool(POSTS & set(re.findall(r"[\w-]+", text.casefold())))


def _is_person(text: str) -> bool:
    """A given name that many people bear, and one to three more words that look like names."""
    words = re.sub(r"\(.*\)", "", text).split()
    if not 2 <= len(words) <= 4 or fold(words[0].split("-")[0]) not in given_names():
        return False
    if SUFFIXES.fullmatch(words[-1]) or kind_of(text, PERSON) != PERSON:
        return False
    return all(
        word[0].isupper() or word in {"de", "von", "van", "der", "la", "del", "di", "da", "den"} for word in words
    )


@cache
def given_names() -> frozenset[str]:
    """Folded given names, a few hundred that are common where the registers come from."""
    listed = files("engagement.intake").joinpath("given_names.txt").read_text("utf-8")
    return frozenset(fold(name) for name in listed.split())
