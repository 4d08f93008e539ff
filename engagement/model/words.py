"""The closed lists of PRODUCT.md. Their values stand in the database; a new word is added at the end of its list."""

from enum import StrEnum


class Word(StrEnum):
    """A word of a closed list: kept as its value, shown as its label, counted by its number."""

    @property
    def label(self) -> str:
        """The word as it begins a line."""
        return self.value[0].upper() + self.value[1:]

    @property
    def number(self) -> int:
        """Its place in the list, from 1: the key of scope rows. So a list only ever grows at its end."""
        return list(type(self)).index(self) + 1


class EngagementKind(Word):
    MEETING = "meeting"
    WORKSHOP = "workshop"
    ROUNDTABLE = "roundtable"
    CONFERENCE = "conference"
    WEBINAR = "webinar"
    VISIT = "visit"
    LETTERS = "exchange of letters"


class Status(Word):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Channel(Word):
    IN_PERSON = "in person"
    VIDEO = "video"
    PHONE = "phone"
    WRITING = "in writing"


class Purpose(Word):
    INFLUENCE = "influence a decision"
    INFORM = "inform"
    ANSWER = "answer a request"
    ADVISE = "advise"
    PROCUREMENT = "procurement"
    RELATIONSHIP = "relationship"


class AskedBy(Word):
    """Who asked for the engagement."""

    WE = "we"
    THEY = "they"
    EVENT = "an event"


class OrganisationKind(Word):
    MINISTRY = "ministry"
    AGENCY = "agency"
    REGULATOR = "regulator"
    PROCUREMENT = "procurement authority"
    PARLIAMENT = "parliament or committee"
    COURT = "court"
    MUNICIPALITY = "municipality"
    STATE_ENTERPRISE = "state-owned enterprise"
    EMBASSY = "embassy"
    INTERNATIONAL = "international organisation"
    COMPANY = "company"
    ASSOCIATION = "association"
    ACADEMIA = "academia"
    CIVIL_SOCIETY = "civil society"

    @property
    def is_government(self) -> bool:
        """Whether it is a government body; the others are ecosystem partners."""
        return self not in PARTNERS


PARTNERS = (
    OrganisationKind.COMPANY,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.ACADEMIA,
    OrganisationKind.CIVIL_SOCIETY,
)


class Level(Word):
    """Level of government."""

    SUPRANATIONAL = "supranational"
    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class SharedKind(Word):
    POSITION = "position"
    INSIGHT = "insight"
    RESOURCE = "resource"
    LESSON = "lesson"


class HeardKind(Word):
    NEED = "need"
    CONCERN = "concern"
    STANCE = "stance"
    OBJECTIVE = "objective"
    FEEDBACK = "feedback"


class Side(Word):
    OURS = "ours"
    THEIRS = "theirs"


class CommitmentState(Word):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Role(Word):
    MEMBER = "member"
    POLICY = "policy"
    MANAGER = "manager"
    CENTRE = "centre of expertise"
    ADMINISTRATOR = "administrator"
