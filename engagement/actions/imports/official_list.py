"""Brings in a list of officials, or a CRM's contacts. One who is there is matched by name and organisation."""

from collections.abc import Sequence

from engagement.actions.imports.bodies import Bodies
from engagement.actions.imports.people import Officials
from engagement.actions.imports.run import End, Ended, Run, passed_over
from engagement.actions.officials import MAIL
from engagement.actions.texts import NAME
from engagement.desk import Desk
from engagement.intake.mapping import Accepted, LeftOut, Mapping, Rejected
from engagement.intake.tidy import Unfit, shortened
from engagement.intake.values import OfficialRow
from engagement.model.officials import Official, Post
from engagement.queries.keyed import by_key

Outcome = Accepted[OfficialRow] | Rejected | LeftOut


class OfficialImport(Run):
    """Brings in the rows of a list of officials. See Run."""

    def __init__(self, mapping: Mapping[OfficialRow], file_name: str, dry: bool = False) -> None:
        super().__init__(mapping.name, file_name, dry)
        self._bodies = Bodies(dry)
        self._officials = Officials(self._bodies, f"import {mapping.name}", dry)

    def take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        """Brings one part of the rows in; tells how each ended."""
        with self.at_work(desk):
            return self._take(desk, outcomes)

    def _take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        ended = passed_over(outcomes)
        fit: list[Accepted[OfficialRow]] = []
        for one in outcomes:
            if isinstance(one, Accepted):
                try:
                    self._check(desk, one.value)
                    fit.append(one)
                except Unfit as unfit:
                    ended.append(Ended(one.records[0], End.REJECTED, unfit.reason))
        made = self._officials.made
        posts = self._officials.find(desk, [post for one in fit for post in (one.value.person, *one.value.more_posts)])
        new = set(self._officials.new)
        first = {one.value.key: posts[one.value.person][0] for one in fit}
        records = {} if self.dry else by_key(desk, Official, [post.official_id for post in first.values()])
        held = {} if self.dry else by_key(desk, Post, [post.id for post in first.values()])
        for one in fit:
            post = first[one.value.key]
            line = self._seen.before(str(post.official_id), one.records[0].line, one.value.digest)
            added = not self.dry and _complete(records[post.official_id], held[post.id], one.value)
            end = End.IMPORTED if post.official_id in new and line is None else End.UPDATED if added else End.UNCHANGED
            ended.append(Ended(one.records[0], end, f"It is the person of line {line[0]}." if line else ""))
        self.made["officials"] += self._officials.made - made
        self.made["organisations"] = self._bodies.made
        self.count(desk, ended)
        return ended

    def _check(self, desk: Desk, row: OfficialRow) -> None:
        for person in (row.person, *row.more_posts):
            self._officials.check(person)
            self._bodies.check(desk, person.body)
        if row.email and (not MAIL.fullmatch(row.email) or len(row.email) > NAME):
            raise Unfit(f"“{shortened(row.email, 60)}” is no e-mail address.")
        if len(row.phone) > 100:
            raise Unfit("The telephone number is longer than 100 characters.")


def _complete(record: Official, post: Post, row: OfficialRow) -> bool:
    """Adds what the record lacks; what stands there stays."""
    before = (record.email, record.phone, record.note, post.to_on)
    record.email = record.email or row.email
    record.phone = record.phone or row.phone
    record.note = record.note or row.note
    if post.to_on is None and row.until and not (post.from_on and post.from_on > row.until):
        post.to_on = row.until
    return before != (record.email, record.phone, record.note, post.to_on)
