"""What a body mostly talks about: by its name, else its kind, and by the mood of its country."""

from random import Random

from engagement.core.text import fold
from engagement.demo.reading import Body, Subject
from engagement.model.words import OrganisationKind

# branches and topics of bodies whose name, folded, has one of these words in it; else by kind
SECURITY = (
    *("cyber", "siber", "ciber", "kyber", "kiber", "sicherheit", "securite", "security", "segurança", "κυβερνο"),
    *("סייבר", "السيبران", "サイバー", "安全", "criptolog", "sandi", "special communications", "defence"),
)
BY_NAME: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (SECURITY, ("Security & resilience", "Sovereign cloud", "Cloud certification")),
    (("health", "sante", "salud"), ("Health data", "Resilience and continuity", "AI for public services")),
    (("energia", "energy"), ("Sustainability", "Connectivity and spectrum")),
    (("financ", "hacienda", "treasury", "economi", "finanz"), ("Cost and value", "Procurement", "Public cloud policy")),
    (("telecom", "komunikac", "communications", "netzagentur"), ("Competition & telecoms", "Energy of data centres")),
    (("notariado", "registr"), ("Migration and legacy", "Data classification", "Digital public infrastructure")),
    (("competi", "markets", "trade", "consument"), ("Competition & telecoms", "Exit and portability", "AI regulation")),
    (("standards", "intelig", "intellig", "data et", "gegevens"), ("Artificial intelligence", "Data & privacy")),
)
BY_KIND: dict[OrganisationKind, tuple[str, ...]] = {
    OrganisationKind.PROCUREMENT: (
        "Procurement",
        "AI in procurement",
        "Sustainable public IT",
        "Supply chain security",
    ),
    OrganisationKind.REGULATOR: ("Data & privacy", "AI regulation", "AI assurance and testing"),
    OrganisationKind.MUNICIPALITY: ("Digital government", "Cost and value", "Sustainability", "Public cloud policy"),
    OrganisationKind.PARLIAMENT: (
        "AI regulation",
        "Sovereign cloud",
        "Energy of data centres",
        "Cross-border transfers",
    ),
    OrganisationKind.COURT: ("Cost and value", "AI for public services", "Procurement reform"),
    OrganisationKind.ACADEMIA: ("Skills & economy", "Artificial intelligence", "Open data and reuse"),
    OrganisationKind.CIVIL_SOCIETY: ("Accessibility and inclusion", "AI regulation", "Open data and reuse"),
}
ANY_KIND = (
    "Cloud policy",
    "Digital government",
    "Artificial intelligence",
    "Security & resilience",
    "Skills & economy",
)
SPECIAL = {"Health data", "Energy of data centres", "Competition in cloud markets", "Research and science clouds"}


def leanings(rng: Random, subjects: list[tuple[Subject, int]], body: Body, liked: list[int]) -> list[int]:
    """The places in `subjects` of some four to six topics of `body`; `liked` are those of its country's mood."""
    name = fold(f"{body.name} {body.english}")
    wanted = next((topics for words, topics in BY_NAME if any(fold(word) in name for word in words)), None)
    wanted = wanted or BY_KIND.get(body.kind, ANY_KIND)
    own = [at for at, (subject, _) in enumerate(subjects) if {subject.branch, subject.name} & set(wanted)]
    mood = [at for at in liked if body.kind not in BY_KIND and subjects[at][0].name not in SPECIAL]
    return rng.sample(own, min(4, len(own))) + mood[:2]
