"""What a new installation finds: all countries, each in a proposed region, and proposals for the editable lists."""

from pathlib import Path

from sqlalchemy import select

from engagement.model.ledgers import NeedCategory
from engagement.model.places import Country, Region
from tests.world import opened


def test_a_new_installation_has_every_country_in_a_proposed_region(empty_database_url: str, tmp_path: Path) -> None:
    installation = opened(empty_database_url, tmp_path)
    installation.upgrade()
    with installation.desk() as desk:
        regions = {region.id: region.name for region in desk.db.scalars(select(Region))}
        drawn = {country.code: regions[country.region_id] for country in desk.db.scalars(select(Country))}
        assert len(drawn) == 249
        assert (drawn["ES"], drawn["JP"], drawn["BR"]) == ("Europe and the Middle East", "Asia", "The Americas")
        assert len(desk.db.scalars(select(NeedCategory)).all()) == 6
    installation.close()


def test_starting_again_changes_nothing_that_an_administrator_drew(empty_database_url: str, tmp_path: Path) -> None:
    installation = opened(empty_database_url, tmp_path)
    installation.upgrade()
    with installation.desk() as desk:
        spain = desk.db.scalars(select(Country).where(Country.code == "ES")).one()
        spain.region_id = None
    installation.upgrade()
    with installation.desk() as desk:
        spain = desk.db.scalars(select(Country).where(Country.code == "ES")).one()
        assert spain.region_id is None
        assert len(desk.db.scalars(select(Region)).all()) == 3
    installation.close()
