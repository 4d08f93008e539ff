"""The meetings of the demonstration that came from invitations."""

import pytest
from sqlalchemy import select

from engagement.demo import small
from engagement.demo.inviting import MEETINGS
from engagement.demo.people import CAST
from engagement.installation import Installation
from engagement.model.engagements import Engagement
from engagement.model.invited import MeetingInvitation
from engagement.model.words import Status
from engagement.queries.invited import invited
from engagement.queries.sign_ins import member_by_email
from engagement.upkeep.doctor import compare


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_people_answered_invitations_and_one_of_each_is_in_no_record(installation: Installation) -> None:
    small.load(installation)
    with installation.desk() as desk:
        asha = member_by_email(desk, CAST[0].email)
        assert asha is not None
        at = desk.seat(asha)
        query = select(Engagement).join(MeetingInvitation, MeetingInvitation.engagement_id == Engagement.id)
        made = desk.db.scalars(query.order_by(MeetingInvitation.id)).all()
        assert [one.title for one in made] == [meeting.title for meeting in MEETINGS]
        assert {one.status for one in made} == {Status.PLANNED}
        for one in made:
            people = invited(at, one)
            assert [each.person.name for each in people if each.is_new] == [MEETINGS[made.index(one)].stranger]
            assert sum(each.official is not None for each in people) >= 2
            assert sum(each.member is not None for each in people) == 2
            assert {each.person.reply for each in people} > {"accepted"}
    assert [found for _, found in compare(installation.engine) if found] == []
