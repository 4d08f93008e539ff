"""What is written about an engagement: titles, summaries, entries and promises, put together from the words."""

from datetime import date
from random import Random

from engagement.demo.reading import Phrases, Subject, Words
from engagement.demo.setting import Other
from engagement.model.words import AskedBy, Channel, EngagementKind, OrganisationKind

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WITH_ARTICLE = {"NL", "GB", "US", "AE", "PH", "DO"}
ELSEWHERE = (
    *("Estonia", "Singapore", "Denmark", "Ireland", "Japan", "Uruguay", "Finland", "Canada", "Korea", "Portugal"),
    *("Rwanda", "Australia", "Spain", "Lithuania", "Norway", "Kenya", "Chile", "Austria", "New Zealand"),
    *("the United Kingdom", "the Netherlands"),
)
CALLED = {
    OrganisationKind.PROCUREMENT: "authority",
    OrganisationKind.PARLIAMENT: "committee",
    OrganisationKind.MUNICIPALITY: "city",
    OrganisationKind.STATE_ENTERPRISE: "operator",
    OrganisationKind.INTERNATIONAL: "secretariat",
    OrganisationKind.ACADEMIA: "institute",
    OrganisationKind.CIVIL_SOCIETY: "organisation",
}
POSTS_OF = {
    OrganisationKind.MINISTRY: (
        "the state secretary",
        "the director general",
        "the head of unit",
        "the minister’s office",
    ),
    OrganisationKind.REGULATOR: ("the commissioner", "the head of supervision", "the general counsel"),
    OrganisationKind.PARLIAMENT: ("the chair", "the rapporteur", "the committee’s secretary"),
    OrganisationKind.MUNICIPALITY: ("the chief information officer", "the deputy mayor", "the head of infrastructure"),
}
ANY_POSTS = ("the director", "the head of department", "the programme lead", "the deputy director")
WITH_SECTORS = ("Security & resilience", "Procurement", "Artificial intelligence")
SECTORS = (
    "customs",
    "the tax office",
    "pensions",
    "the courts",
    "schools",
    "the police",
    "social insurance",
    "statistics",
    "the ports",
    "the fire service",
    "railways",
    "the water boards",
    "universities",
    "the land registry",
    "health insurance",
    "consulates",
)
OPENINGS = {
    EngagementKind.MEETING: "opening meeting",
    EngagementKind.WORKSHOP: "opening workshop",
    EngagementKind.ROUNDTABLE: "opening roundtable",
    EngagementKind.CONFERENCE: "opening conference",
    EngagementKind.WEBINAR: "opening webinar",
    EngagementKind.VISIT: "opening visit",
    EngagementKind.LETTERS: "opening letter",
}
OPENINGS_BY_CHANNEL = {Channel.VIDEO: "opening video", Channel.PHONE: "opening phone"}
# what an opening cannot say where the other side asked for the engagement, or we did
CONTRARY = {
    AskedBy.THEY: ("We asked", "We rang"),
    AskedBy.WE: ("their request", "We were asked", "They asked", "They wrote", " rang "),
}
FRAMES = {
    EngagementKind.WORKSHOP: "frame workshop",
    EngagementKind.ROUNDTABLE: "frame roundtable",
    EngagementKind.CONFERENCE: "frame conference",
    EngagementKind.WEBINAR: "frame webinar",
    EngagementKind.VISIT: "frame visit",
    EngagementKind.LETTERS: "frame letter",
}


def low(text: str) -> str:
    """`text` as it stands inside a sentence: small at its beginning, unless that is an abbreviation."""
    return text[0].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def capital(text: str) -> str:
    """`text` as it begins a sentence."""
    return text[0].upper() + text[1:]


class Teller:
    """Tells one engagement after the other. The same body, topic and day give each text its particulars."""

    def __init__(self, words: Words, rng: Random) -> None:
        self.phrases, self.languages, self.rng = words.phrases, words.languages, rng
        self.told: dict[str, str] = {}
        self.own: tuple[Phrases, str] | None = None
        self.subject = words.subjects[0]

    def begin(self, body: Other, subject: Subject, day: date, own: tuple[Phrases, str] | None) -> None:
        """From now on everything is told about `subject` at `body` on `day`, and what can be in its `own` language."""
        rng = self.rng
        self.subject, self.own = subject, own
        country = f"the {body.country}" if body.place.code in WITH_ARTICLE else body.country
        other = rng.choice(ELSEWHERE)
        while other == country:
            other = rng.choice(ELSEWHERE)
        they = "the " + CALLED.get(body.body.kind, body.body.kind.value)
        post = rng.choice(POSTS_OF.get(body.body.kind, ANY_POSTS))
        self.told = {
            "they": they,
            "They": capital(they),
            "post": post,
            "Post": capital(post),
            "country": country,
            "other": other,
            "month": MONTHS[(day.month + rng.randrange(1, 5) - 1) % 12],
            "month_past": MONTHS[(day.month - rng.randrange(1, 4) - 1) % 12],
            "topic": subject.name,
            "topic_low": low(subject.name),
        }

    def in_own_words(self, body: Other, kind: EngagementKind) -> tuple[str, tuple[Phrases, str] | None]:
        """For one in five meetings where we know the language: the topic's name, and the language with a title."""
        phrases = self.languages.get(body.place.language)
        if phrases is None or kind is not EngagementKind.MEETING or self.rng.random() > 0.2:
            return "", None
        topic, title = self.rng.choice(phrases["title"]).split(" | ")
        return topic, (phrases, title)

    def fill(self, text: str) -> str:
        """`text` with its particulars."""
        if "{" not in text:
            return text
        rng = self.rng
        return capital(text.format(n=rng.randrange(2, 10), many=rng.randrange(20, 400), **self.told))

    def pick(self, word: str, general: float = 0.0) -> str:
        """A text of the topic or, for the share `general`, one that suits any topic."""
        said = self.subject.said
        if word not in said or (general and self.rng.random() < general):
            return self.fill(self.rng.choice(self.phrases[word]))
        return self.fill(self.rng.choice(said[word]))

    def title(self, kind: EngagementKind) -> str:
        """What the engagement was about, as one would find it again."""
        rng = self.rng
        if self.own:
            return self.own[1]
        title = rng.choice(self.subject.said["title"])
        if kind in FRAMES:
            frame = rng.choice(self.phrases[FRAMES[kind]])
            if ":" in title and frame.startswith("{title}:"):
                frame = "{title}"
        elif ":" in title or "," in title:
            frame = rng.choice(self.phrases["frame long"])
        elif self.subject.branch in WITH_SECTORS and rng.random() < 0.3:
            return f"{title}: {rng.choice(SECTORS)}"
        else:
            frame = rng.choice(self.phrases["frame"])
        return self.fill(frame.replace("{title_low}", low(title)).replace("{title}", title))

    def summary(self, kind: EngagementKind, channel: Channel, asked_by: AskedBy) -> str:
        """Two to four sentences."""
        rng = self.rng
        if self.own:
            return rng.choice(self.own[0]["summary"])
        opening = OPENINGS[kind]
        if kind is EngagementKind.MEETING and channel in OPENINGS_BY_CHANNEL:
            opening = OPENINGS_BY_CHANNEL[channel]
        said = self.subject.said["said"]
        sentences = [self.pick(opening)] if rng.random() < 0.7 else []
        if sentences and any(words in sentences[0] for words in CONTRARY.get(asked_by, ())):
            sentences = []
        sentences += [self.fill(text) for text in rng.sample(said, min(len(said), rng.choice((1, 1, 1, 2))))]
        if rng.random() < 0.6:
            sentences.append(self.pick("detail"))
        if rng.random() < 0.5 or len(sentences) < 2:
            sentences.append(self.pick("closing"))
        return " ".join(sentences)

    def in_own_language(self, word: str) -> str | None:
        """A text in the body's own language, where this engagement is told in it."""
        return self.rng.choice(self.own[0][word]).format(**self.told) if self.own else None
