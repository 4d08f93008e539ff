"""An invented region with invented people, as plain data for a report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from reports.records import (
    ActivityReport,
    Ahead,
    Bar,
    Charts,
    Contact,
    Coverage,
    Entry,
    Figure,
    Given,
    GivenThing,
    Group,
    Heard,
    KeyBody,
    Method,
    Named,
    Need,
    Present,
    Promise,
    Promises,
    Quote,
    Share,
    Side,
)

AT = datetime(2026, 10, 5, 8, 30, tzinfo=UTC)
HOME = "https://engagement.example"
MONTHS = ["October", "November", "December", "January", "February", "March", "April", "May", "June", "July", "August"]
COUNTRIES = ["India", "Japan", "Singapore", "Republic of Korea", "Thailand", "Indonesia", "Israel", "Saudi Arabia"]
SCRIPTS = {
    "Latin": "Ministère de l’Économie, Žďár nad Sázavou, Đặng Thị Ánh",
    "Greek": "Υπουργείο Ψηφιακής Διακυβέρνησης",
    "Cyrillic": "Міністерство цифрової трансформації",
    "Arabic": "وزارة الاتصالات وتقنية المعلومات",
    "Hebrew": "משרד האוצר",
    "Devanagari": "इलेक्ट्रॉनिकी और सूचना प्रौद्योगिकी मंत्रालय",
    "Thai": "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม",
    "Chinese": "国家发展和改革委员会",
    "Japanese": "経済産業省との話し合い",
    "Korean": "과학기술정보통신부",
}
TITLES = [
    "Cloud certification scheme: first reading of the draft",
    "Cross-border transfers: what adequacy would need",
    "Resilience of the tax platform in peak weeks",
    "Roundtable on skills for digital public services",
    "Procurement reform: framework agreements and exit",
    "Data residency for health records",
]
SUMMARIES = [
    (
        "The deputy director walked us through the draft. Three levels are foreseen; the highest asks for staff with "
        "local clearance. They have no position yet on keys held outside the country and asked how others solved it."
    ),
    (
        "They want to move forty services within two years and fear the cost of leaving again. We showed the exit plan "
        "that another ministry published. They asked for the contract clauses."
    ),
    (
        "A frank talk about last spring, when the portal was down for nine hours. They look for a way to test failover "
        "without telling the public first."
    ),
]
OUTCOMES = [
    "They will send the draft for comment in October.",
    "Agreed on a workshop with the procurement authority in the new year.",
    "",
]
OURS = ["Asha Rao, CTO office", "Bruno Keller, public policy", "Carmen Ortiz, regional lead"]


def entry(number: int = 1, **changes: Any) -> Entry:
    """One engagement, different for each number and always the same for one."""
    scripts = list(SCRIPTS.values())
    title = TITLES[number % len(TITLES)] if number % 9 else scripts[number // 9 % len(scripts)]
    country = COUNTRIES[number % len(COUNTRIES)]
    made = Entry(
        title=title,
        kind=("Meeting", "Workshop", "Roundtable")[number % 3],
        status="planned" if number % 17 == 0 else "held",
        when=f"{number % 28 + 1} {MONTHS[number % 11][:3]} 2026, {8 + number % 9}:00, {country}",
        href=f"{HOME}/engagements/{number}",
        channel="in person",
        bodies=[
            Named(f"Ministry of Finance, {country}", f"{HOME}/organisations/{number % 50}"),
            *([Named(scripts[number % 10], f"{HOME}/organisations/{number % 10}", "ja")] if number % 4 == 0 else []),
        ],
        officials=[Present("Kenji Sato", "Director, digital government", href=f"{HOME}/officials/{number % 70}")],
        ours=OURS[: number % 3 + 1],
        topics=["Cloud security", "Data & privacy > Cross-border transfers"],
        summary=SUMMARIES[number % 3],
        outcome=OUTCOMES[number % 3],
        shared=["White paper: leaving a cloud, with dates", "Lesson: failover in public"],
        heard=[Heard("We must be able to leave within a year.", "Flexibility"), Heard("Nobody told us the price.")],
        commitments=[
            Promise("Send the contract clauses", Side.OURS, "Asha Rao", date(2026, 9, 1), "open", True, 34),
            Promise("Name a contact for the workshop", Side.THEIRS, "Kenji Sato", date(2026, 11, 1), "open"),
        ],
    )
    return replace(made, **changes)


def groups(count: int) -> list[Group]:
    """So many engagements, by country, each made when it is asked for."""

    def entries(place: int) -> Iterator[Entry]:
        return (entry(number) for number in range(place, count, len(COUNTRIES)))

    return [
        Group(country, len(range(place, count, len(COUNTRIES))), entries(place), f"{HOME}/engagements?country={place}")
        for place, country in enumerate(COUNTRIES[:count])
    ]


def key_bodies() -> list[KeyBody]:
    """Twenty-two, of which fourteen were met in the third quarter, and three never."""
    engaged, planned, neglected = Contact.ENGAGED, Contact.PLANNED, Contact.NEGLECTED
    earlier = [[engaged, neglected, engaged], [neglected, planned, engaged], [engaged, engaged, engaged]]
    bodies = []
    for number in range(22):
        last = engaged if number % 11 < 7 else (neglected, planned)[number % 2]
        never = number in (7, 9, 21)
        bodies.append(
            KeyBody(
                Named(
                    ("Ministry of Finance", "Digital Agency", "Central Bank")[number % 3],
                    f"{HOME}/organisations/{number}",
                ),
                COUNTRIES[number % len(COUNTRIES)],
                [*([neglected] * 3 if never else earlier[number % 3]), last],
                date(2026, 7 + number % 3, 3) if last is engaged else None if never else date(2026, 6, 3),
                f"{HOME}/engagements/{number}",
                [] if never else ["Asha Rao", "Bruno Keller"][: number % 2 + 1],
                "every quarter",
                last is not engaged,
            )
        )
    return bodies


def report(count: int = 40, **changes: Any) -> ActivityReport:
    """A whole quarter of Asia."""
    late = [
        Promise(
            "Send the contract clauses of the exit plan",
            Side.OURS,
            "Asha Rao",
            date(2026, 8, 1),
            "open",
            True,
            60,
            "Ministry of Finance, Japan",
            f"{HOME}/engagements/7",
        ),
        Promise(
            "Bring the certification lead to Singapore",
            Side.OURS,
            "Bruno Keller",
            date(2026, 9, 10),
            "done",
            True,
            3,
            "Cyber Security Agency",
            f"{HOME}/engagements/9",
        ),
    ]
    made = ActivityReport(
        scope="Asia",
        period="July to September 2026",
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 9, 30),
        zone="Asia/Singapore",
        made_at=AT,
        made_by="Carmen Ortiz",
        data_as_of=AT,
        organisation="Contoso",
        method=Method(
            Share(180, 214),
            Share(150, 214),
            6,
            11,
            [("Reach of a topic", "Distinct bodies and officials that spoke of it.")],
        ),
        period_before="April to June 2026",
        filters=["Topic: Cloud security"],
        href=f"{HOME}/engagements?region=asia",
        held=214,
        hidden=3,
        changed="Japan and Singapore opened their certification schemes for comment; India paused its own.",
        means="Two of the three largest buyers will decide within the same quarter, on the same questions.",
        wanted="One certification lead for the region until March, and a decision on keys held abroad by 1 November.",
        figures=[
            Figure(
                "Key bodies engaged",
                "14 of 22",
                "Key bodies with at least one held engagement, of those listed on the period’s first day.",
                f"{HOME}/a",
                "11 of 21",
            ),
            Figure(
                "Promises kept on time",
                "9 of 14",
                "Due in the period and done by the due date, of those due.",
                f"{HOME}/b",
                "12 of 15",
            ),
            Figure(
                "Needs answered",
                "31 of 58",
                "Distinct bodies and needs with an answer, over twelve months.",
                f"{HOME}/c",
                refused="Not compared: the record before is less complete.",
            ),
            Figure(
                "Shared and heard",
                "61 of 214",
                "Held engagements with both a shared and a heard entry.",
                f"{HOME}/d",
                "48 of 190",
            ),
        ],
        needs=[
            Need(
                "Flexibility",
                12,
                7,
                5,
                f"{HOME}/n1",
                [
                    Quote("We must be able to leave within a year.", "Digital Agency, Japan", f"{HOME}/1"),
                    Quote("Nobody tells us what leaving costs."),
                ],
            ),
            Need(
                "Security", 9, 9, 6, f"{HOME}/n2", [Quote(SCRIPTS["Arabic"], "Ministry of Communications", f"{HOME}/3")]
            ),
            Need("Resiliency", 4, 0, 1, f"{HOME}/n3"),
            Need("Cost", 3, None, 0, f"{HOME}/n4"),
        ],
        given=[
            Given(
                "Resource",
                40,
                17,
                f"{HOME}/g1",
                [
                    GivenThing("White paper: leaving a cloud, with dates", 9, f"{HOME}/r1"),
                    GivenThing("Success story: a tax portal that stayed up", 6, f"{HOME}/r2"),
                ],
            ),
            Given("Insight", 22, 12, f"{HOME}/g2"),
        ],
        promises=[
            Promises(Side.OURS, 14, 9, 3, 2, 0, f"{HOME}/p1", late),
            Promises(
                Side.THEIRS,
                6,
                4,
                1,
                1,
                0,
                f"{HOME}/p2",
                [
                    Promise(
                        "Send the draft scheme",
                        Side.THEIRS,
                        "Kenji Sato",
                        date(2026, 9, 20),
                        "open",
                        True,
                        15,
                        "Digital Agency, Japan",
                        f"{HOME}/4",
                    )
                ],
            ),
        ],
        coverage=Coverage(
            ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"], key_bodies(), Share(14, 22), date(2026, 7, 1), f"{HOME}/cov"
        ),
        ahead=[
            Ahead(
                date(2026, 10, 12 + number),
                what,
                kind,
                [Named("Digital Agency, Japan", f"{HOME}/o1")],
                owner,
                f"{HOME}/e{number}",
            )
            for number, (what, kind, owner) in enumerate(
                [
                    ("Workshop on certification", "workshop", "Asha Rao"),
                    ("Visit of the deputy minister", "visit", ""),
                    ("Send the exit plan", "commitment due", "Bruno Keller"),
                ]
            )
        ],
        charts=Charts(
            [
                Bar(
                    f"{month} {2025 if place < 3 else 2026}",
                    12 + place * 7 % 20,
                    9 + place * 5 % 17,
                    f"{HOME}/m{place}",
                )
                for place, month in enumerate([*MONTHS, "September"])
            ],
            [Bar(country, 60 - 7 * place, None, f"{HOME}/c{place}") for place, country in enumerate(COUNTRIES)],
            [
                Bar(kind, 90 - 20 * place, None, f"{HOME}/k{place}")
                for place, kind in enumerate(["Ministry", "Regulator", "Agency", "Parliament or committee"])
            ],
            [
                Bar(topic, 80 - 15 * place, None, f"{HOME}/t{place}")
                for place, topic in enumerate(
                    ["Cloud security", "Data & privacy > Cross-border transfers", "Procurement", "Skills"]
                )
            ],
            [
                Bar(function, 120 - 30 * place, None, f"{HOME}/f{place}")
                for place, function in enumerate(["CTO office", "Public policy", "Regional lead"])
            ],
        ),
        groups=groups(count),
    )
    return replace(made, **changes)
