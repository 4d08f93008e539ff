"""Every mapping by its name."""

from engagement.intake.bodies import OFFICIALS as ELECTED
from engagement.intake.bodies import ORGANISATIONS as LISTS
from engagement.intake.contacts import CONTACTS
from engagement.intake.mapping import Mapping
from engagement.intake.registers import (
    canadian_filings,
    eu_mep_meetings,
    nsw_ministerial_diaries,
    portland_lobbying,
    spreadsheet,
    uk_hospitality,
)
from engagement.intake.topics import TOPICS as TREES
from engagement.intake.values import OfficialRow, OrganisationRow, RegisterRow, TopicRow

ENGAGEMENTS: dict[str, Mapping[RegisterRow]] = {
    mapping.name: mapping
    for mapping in (
        spreadsheet.DAY_FIRST,
        spreadsheet.MONTH_FIRST,
        eu_mep_meetings.MAPPING,
        nsw_ministerial_diaries.MAPPING,
        portland_lobbying.MAPPING,
        canadian_filings.SASKATCHEWAN,
        canadian_filings.MANITOBA,
        uk_hospitality.MAPPING,
    )
}
ORGANISATIONS: dict[str, Mapping[OrganisationRow]] = {mapping.name: mapping for mapping in LISTS}
OFFICIALS: dict[str, Mapping[OfficialRow]] = {mapping.name: mapping for mapping in (CONTACTS, *ELECTED)}
TOPICS: dict[str, Mapping[TopicRow]] = {mapping.name: mapping for mapping in TREES}
