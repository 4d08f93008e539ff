"""A world as large as wanted: more of us, more bodies and ten years, told with the same words."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from engagement.actions.sign_ins import hash_password
from engagement.demo.filling import SMALL, fill
from engagement.demo.people import TEAM, colleagues
from engagement.demo.reading import Body, Place, Words, read_words
from engagement.demo.small import PASSWORD, YEARS
from engagement.installation import Installation
from engagement.model.words import OrganisationKind

COLLEAGUES = 300
DECADE = 10  # years
WITH_UNITS = (OrganisationKind.MINISTRY, OrganisationKind.AGENCY)


def load(installation: Installation, number: int, progress: Callable[[int], None]) -> None:
    """Loads `number` engagements; `progress` hears how many, as they come. Raises NotEmpty."""
    words, team, years = read_words(), list(TEAM), YEARS
    if number > SMALL:
        team += colleagues(Random("large"), words.cultures, COLLEAGUES)  # noqa: S311
        words, years = replace(words, places=[_enlarged(place, words) for place in words.places]), DECADE
    with installation.desk() as desk:
        fill(desk, words, team, hash_password(PASSWORD), number, years, progress)


def _enlarged(place: Place, words: Words) -> Place:
    """`place` with the units of its ministries and agencies, and with more municipalities."""
    bodies = list(place.bodies)
    for at, body in enumerate(place.bodies):
        if body.kind in WITH_UNITS:
            units = words.posts[place.language].get("units", [])
            bodies += [Body(OrganisationKind.AGENCY, unit, above=at) for unit in units]
    pattern, cities = words.cities.get(place.code, ("", []))
    bodies += [Body(OrganisationKind.MUNICIPALITY, pattern.format(city)) for city in cities]
    return replace(place, bodies=bodies)
