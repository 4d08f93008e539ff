"""Organisations that rows name: found among those that are there, or made."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pycountry import countries as iso

from engagement.actions.imports.wording import check_name
from engagement.actions.imports.writing import Values, write
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.tidy import Unfit, shortened
from engagement.intake.values import Body
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.words import PARTNERS, Level, OrganisationKind
from engagement.queries import matches
from engagement.queries.matches import KnownBody, KnownCountry
from engagement.upkeep.trees import replant

SPOKEN = {
    "uk": "gb", "great britain": "gb", "england": "gb", "scotland": "gb", "wales": "gb", "usa": "us", "u.s.": "us",
    "u.s.a.": "us", "united states of america": "us", "czech republic": "cz", "korea": "kr", "holland": "nl",
    "the netherlands": "nl", "uae": "ae", "ivory coast": "ci",
    "russian federation": "ru", "turkey": "tr", "burma": "mm",
}  # fmt: skip
KINDS, LEVELS = frozenset(OrganisationKind), frozenset(Level)
MOST_REMEMBERED = 50_000
"""Bodies kept in mind between batches; then all are forgotten and asked for again, so memory stays bounded."""


@dataclass
class Bodies:
    """Finds or makes the organisations of a run. In a dry run what would be made gets a key below zero."""

    dry: bool = False
    made: int = 0
    new: set[int] = field(default_factory=set)
    """Keys of those that the last call of `find` made."""
    _known: dict[Body, KnownBody] = field(default_factory=dict)
    _planned: dict[str, list[KnownBody]] = field(default_factory=dict)
    """What a dry run would have made by now, by each of its folded names."""
    _countries: dict[str, KnownCountry] = field(default_factory=dict)

    def country(self, desk: Desk, text: str) -> KnownCountry:
        """The country that two letters or a name mean. Raises Unfit."""
        if not self._countries:
            self._countries = matches.countries(desk)
        folded = fold(text)
        found = self._countries.get(SPOKEN.get(folded, folded))
        if found is None:
            try:
                found = self._countries.get(iso.lookup(text).alpha_2.casefold())
            except LookupError:
                found = None
        if found is None:
            raise Unfit(f"“{shortened(text, 60)}” is no country of ISO 3166.")
        return found

    def check(self, desk: Desk, body: Body) -> None:
        """Raises Unfit for what no organisation can be."""
        if body in self._known:
            return
        check_name("organisation", body.name)
        if body.kind not in KINDS:
            raise Unfit(f"“{shortened(body.kind, 60)}” is no kind of organisation ({', '.join(OrganisationKind)}).")
        if body.level and body.level not in LEVELS:
            raise Unfit(f"“{shortened(body.level, 60)}” is no level of government ({', '.join(Level)}).")
        if body.country:
            self.country(desk, body.country)
        if body.parent:
            self.check(desk, body.parent)

    def find(self, desk: Desk, bodies: Iterable[Body]) -> dict[Body, KnownBody]:
        """All of `bodies`, which were checked; those that are not there are made, parents first."""
        self.new.clear()
        return self._find(desk, bodies)

    def _find(self, desk: Desk, bodies: Iterable[Body]) -> dict[Body, KnownBody]:
        if len(self._known) > MOST_REMEMBERED and not self.dry:
            self._known.clear()
        wanted = dict.fromkeys(bodies)
        parents = [body.parent for body in wanted if body.parent and body not in self._known]
        if parents:
            self._find(desk, parents)
        new = [body for body in wanted if body not in self._known]
        named = matches.bodies_named(desk, {fold(body.name) for body in new})
        missing: dict[tuple[str, int | None, int | None], list[Body]] = {}
        for body in new:
            folded = fold(body.name)
            found = self._choose(desk, body, [*named.get(folded, []), *self._planned.get(folded, [])])
            if found:
                self._known[body] = found
            else:
                missing.setdefault((fold(body.name), self._country_id(desk, body), self._parent_id(body)), []).append(
                    body
                )
        if missing:
            self._make(desk, list(missing.values()))
        return {body: self._known[body] for body in wanted}

    def _choose(self, desk: Desk, body: Body, candidates: list[KnownBody]) -> KnownBody | None:
        country_id, parent_id = self._country_id(desk, body), self._parent_id(body)
        for found in candidates:
            known = found.merged or found
            if body.parent and known.parent_id not in (None, parent_id):
                continue
            if body.country:
                unplaced = known.country_id is None and known.kind in PARTNERS
                if known.country_id != country_id and not unplaced:
                    continue
            elif body.level == Level.SUPRANATIONAL and known.country_id is not None:
                continue
            return found
        return None

    def _make(self, desk: Desk, groups: list[list[Body]]) -> None:
        keys = range(-self.made - 1, -self.made - 1 - len(groups), -1) if self.dry else None
        ids = list(keys) if keys else matches.fresh_keys(desk, Organisation, len(groups))
        rows: list[Values] = []
        names: list[Values] = []
        for key, group in zip(ids, groups, strict=True):
            body = group[0]
            country = self.country(desk, body.country) if body.country else None
            seat = self.country(desk, body.seat) if body.seat and not country else None
            region_id = seat.region_id if seat else None
            row: Values = {
                "id": key,
                "name": body.name,
                "folded": fold(body.name),
                "kind": OrganisationKind(body.kind),
                "level": Level(body.level) if body.level else None,
                "country_id": country.id if country else None,
                "region_id": region_id,
                "parent_id": self._parent_id(body),
                "zone": body.zone if not country or body.zone != country.zone else None,
                "created_at": desk.now,
            }
            rows.append(row)
            others = {fold(other): other for one in group for other in one.others}
            names += [
                {"organisation_id": key, "name": other, "folded": folded}
                for folded, other in others.items()
                if folded and folded != row["folded"]
            ]
            known = KnownBody(
                key,
                OrganisationKind(body.kind),
                row["country_id"],
                country.region_id if country else region_id,
                row["parent_id"],
                body.zone or (country.zone if country else None),
                archived=False,
            )
            self._known.update(dict.fromkeys(group, known))
            if self.dry:
                for folded in (row["folded"], *others):
                    self._planned.setdefault(folded, []).append(known)
        self.made += len(rows)
        self.new.update(ids)
        if not self.dry:
            write(desk, Organisation, rows)
            keyed = zip(matches.fresh_keys(desk, OrganisationName, len(names)), names, strict=True)
            write(desk, OrganisationName, [{"id": key, **name} for key, name in keyed])
            replant(desk.db.connection(), "organisation", ids)

    def _country_id(self, desk: Desk, body: Body) -> int | None:
        return self.country(desk, body.country).id if body.country else None

    def _parent_id(self, body: Body) -> int | None:
        return self._known[body.parent].id if body.parent else None
