"""The doctor finds nothing wrong with scope, months and search, in whatever order records were changed."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.engagements import EngagementOrganisation
from engagement.model.words import Status
from tests.upkeep.test_search import NAMED, everything, wrong


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@settings(max_examples=25)
@given(data=st.data())
def test_no_order_of_changes_makes_them_disagree(
    asha: Desk, make: ModuleType, installation: Installation, data: st.DataObject
) -> None:
    bodies = [make.organisation(asha) for _ in range(3)]
    talks = [everything(asha, make), make.engagement(asha, organisations=bodies[:2], confidential=True)]
    texts = st.text(min_size=1, max_size=30).filter(str.strip)
    for _ in range(data.draw(st.integers(1, 8))):
        talk, body = data.draw(st.sampled_from(talks)), data.draw(st.sampled_from(bodies))
        record = data.draw(st.sampled_from([body, *(asha.db.get(kind, 1) for kind in NAMED)]))
        match data.draw(st.integers(0, 9)):
            case 0:
                talk.title = data.draw(texts)
            case 1:
                talk.confidential = not talk.confidential
            case 2:
                talk.local_date = make.days(asha, data.draw(st.integers(-400, 400)))
            case 3:
                talk.archived_at = None if talk.archived_at else asha.now
            case 4:
                talk.status = data.draw(st.sampled_from(Status))
            case 5:
                record.name = data.draw(texts)
            case 6:
                record.archived_at = None if record.archived_at else asha.now
            case 7:
                above = data.draw(st.sampled_from([None, *bodies[: bodies.index(body)]]))
                body.parent_id = above.id if above else None  # only ever below an earlier one: no circle
            case 8:
                make.commitment(asha, talk, text=data.draw(texts))
                make.organisation(asha, data.draw(texts), names=[data.draw(texts)])
            case 9:
                link = asha.db.get(EngagementOrganisation, (talk.id, body.id))
                if link:
                    asha.db.delete(link)
        if data.draw(st.booleans()):
            asha.db.commit()
    asha.db.commit()
    assert wrong(installation) == []
