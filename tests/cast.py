"""The people of the tests, one part each. Every fixture is the person's Desk."""

from datetime import datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement.desk import Desk
from engagement.model.members import Function, Member, MemberRegion
from engagement.model.places import Country, Region
from engagement.model.words import Role

PASSWORD = "a plain sentence for tests"
COUNTRIES = {
    "Asia": "IN JP KR SG TH",
    "Europe and the Middle East": "AE DE ES FR GB IE SA",
    "The Americas": "BR CA MX US",
}


def gather(desk: Desk) -> None:
    """Puts the cast and the countries of their regions into an installation."""
    functions = {function.name: function for function in desk.db.scalars(select(Function))}
    regions = {region.name: region for region in desk.db.scalars(select(Region))}
    for country in desk.db.scalars(select(Country)):
        country.region_id = next((regions[name].id for name in COUNTRIES if country.code in COUNTRIES[name]), None)
    secret = PasswordHasher().hash(PASSWORD)
    for name, role, function, region, zone in (
        ("Asha Menon", Role.MEMBER, "CTO office", "Asia", "Asia/Tokyo"),
        ("Bruno Keller", Role.MEMBER, "CTO office", "Europe and the Middle East", "Europe/Madrid"),
        ("Carmen Díaz", Role.MANAGER, "Regional lead", "Asia", "Asia/Singapore"),
        ("Dai Evans", Role.POLICY, "Public policy", "Europe and the Middle East", "Europe/London"),
        ("Erin Walsh", Role.CENTRE, "Centre of Expertise", "The Americas", "America/New_York"),
        ("Farid Rahman", Role.ADMINISTRATOR, "CTO office", "Europe and the Middle East", "UTC"),
    ):
        member = Member(
            name=name,
            email=f"{name.split()[0].lower()}@nimbus.example",
            password_hash=secret,
            role=role,
            function_id=functions[function].id,
            zone=zone,
            created_at=desk.now,
        )
        desk.db.add(member)
        desk.db.flush()
        desk.db.add(MemberRegion(member_id=member.id, region_id=regions[region].id))


class CastDesk(Desk):
    """A desk that shares its session with the others; history names whoever reached for the session last."""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name == "db":
            value.info["desk"] = self
        return value


def desk_of(db: Session, first_name: str, now: datetime) -> Desk:
    """The desk of one of the cast."""
    return CastDesk(db, db.scalars(select(Member).where(Member.name.startswith(first_name))).one(), now)


@pytest.fixture
def asha(db: Session, clock: datetime) -> Desk:
    """Logs in Asia (CTO office, Tokyo's clocks)."""
    return desk_of(db, "Asha", clock)


@pytest.fixture
def bruno(db: Session, clock: datetime) -> Desk:
    """Logs in Europe and the Middle East (CTO office, Madrid's clocks)."""
    return desk_of(db, "Bruno", clock)


@pytest.fixture
def carmen(db: Session, clock: datetime) -> Desk:
    """Leads Asia (manager, Singapore's clocks)."""
    return desk_of(db, "Carmen", clock)


@pytest.fixture
def dai(db: Session, clock: datetime) -> Desk:
    """Keeps policy (Europe, London's clocks)."""
    return desk_of(db, "Dai", clock)


@pytest.fixture
def erin(db: Session, clock: datetime) -> Desk:
    """Centre of Expertise (the Americas, New York's clocks)."""
    return desk_of(db, "Erin", clock)


@pytest.fixture
def farid(db: Session, clock: datetime) -> Desk:
    """Administers (UTC)."""
    return desk_of(db, "Farid", clock)
