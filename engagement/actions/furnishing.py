"""What every installation needs before the first record: countries, and proposals for the editable lists."""

from babel import Locale
from babel.core import get_global
from pycountry import countries
from sqlalchemy import insert

from engagement.access.rows import select_visible
from engagement.actions.proposed_regions import AMERICAS, ASIA, EUROPE, REGION_OF
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function
from engagement.model.places import Country, Region
from engagement.upkeep.attendance import note_names

REGIONS = (EUROPE, ASIA, AMERICAS)
FUNCTIONS = ("CTO office", "Public policy", "Regional lead", "Centre of Expertise")
NEED_CATEGORIES = ("Security", "Flexibility", "Resiliency", "Cost savings", "Service levels", "Skills")

# the zone of the seat of government, where a country has several
SEATS = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}


def furnish(desk: Desk) -> None:
    """Adds the countries that are missing and, in an installation without any, the lists' first proposals.

    Countries are those of ISO 3166-1 (pycountry); names and zones are those of the Unicode CLDR (Babel).
    """
    _propose(desk, Region, REGIONS)
    present = set(desk.db.scalars(select_visible(desk, Country, Country.id)))
    missing = [country for country in countries if int(country.numeric) not in present]
    names = Locale("en").territories
    zones = get_global("territory_zones")
    regions: dict[str, int] = {}
    if not present:  # a country that comes later waits for an administrator's word
        desk.db.flush()
        regions = {row.name: row.id for row in desk.db.execute(select_visible(desk, Region, Region.name, Region.id))}
    if missing:
        rows = []
        for country in missing:
            name = names.get(country.alpha_2, country.name)
            zone = SEATS.get(country.alpha_2) or next(iter(zones.get(country.alpha_2, ())), "UTC")
            rows.append(
                {
                    "id": int(country.numeric),
                    "code": country.alpha_2,
                    "name": name,
                    "folded": fold(name),
                    "zone": zone,
                    "region_id": regions.get(REGION_OF.get(country.alpha_2, "")),
                }
            )
        desk.db.execute(insert(Country), rows)
        note_names(desk.db, Country, rows)
    _propose(desk, Function, FUNCTIONS)
    _propose(desk, NeedCategory, NEED_CATEGORIES)


def _propose(desk: Desk, listed: type[Region | Function | NeedCategory], names: tuple[str, ...]) -> None:
    if desk.db.scalar(select_visible(desk, listed, listed.id).limit(1)) is None:
        desk.db.add_all([listed(name=name, position=at) for at, name in enumerate(names)])
