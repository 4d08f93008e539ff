"""The tree of policy topics."""

import pytest

from engagement.actions import topics as actions
from engagement.actions.texts import Taken
from engagement.actions.topics import TopicDraft
from engagement.actions.trees import Circle
from engagement.actions.turns import Changed
from engagement.actions.wrong import PutAway, Unknown
from engagement.queries import topics
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.counting import count


def test_a_topic_has_a_parent_an_owner_and_synonyms(dai):
    privacy = actions.add(dai, TopicDraft("Data & privacy"))
    draft = TopicDraft("Cross-border transfers", privacy.id, dai.member.id, names=("Adequacy", "SCC"))
    transfers = actions.add(dai, draft)
    dai.db.commit()
    assert (transfers.parent_id, transfers.owner_id) == (privacy.id, dai.member.id)
    assert [other.name for other in topics.other_names(dai, transfers)] == ["Adequacy", "SCC"]


def test_one_name_stands_once_below_a_parent_but_below_each(dai, make):
    one, other = make.topic(dai, "Cloud"), make.topic(dai, "Health")
    actions.add(dai, TopicDraft("Security", one.id))
    actions.add(dai, TopicDraft("Security", other.id))
    with pytest.raises(Taken):
        actions.add(dai, TopicDraft(" sécurity ", one.id))


def test_an_archived_name_is_free_and_restoring_it_asks_again(dai, make):
    old = make.topic(dai, "Cloud")
    actions.archive(dai, old)
    actions.add(dai, TopicDraft("Cloud"))
    with pytest.raises(Taken):
        actions.restore(dai, old)
    assert old.is_archived


def test_no_topic_comes_to_stand_below_itself(dai, make):
    top = make.topic(dai)
    low = make.topic(dai, parent=make.topic(dai, parent=top))
    with pytest.raises(Circle):
        actions.revise(dai, top, TopicDraft(top.name, low.id), top.version)


def test_a_topic_that_moves_takes_its_engagements_along(dai, make):
    old, new = make.topic(dai, "Old"), make.topic(dai, "New")
    moving = make.topic(dai, "Moving", parent=old)
    make.engagement(dai, topics=[make.topic(dai, parent=moving)])
    actions.revise(dai, moving, TopicDraft("Moving", new.id), moving.version)
    dai.db.commit()
    assert [count(dai, EngagementFilter(topic=one.id)).n for one in (old, new, moving)] == [0, 1, 1]


def test_an_owner_is_one_of_the_team(dai, make):
    with pytest.raises(Unknown):
        actions.add(dai, TopicDraft("Cloud", owner_id=2**31 - 1))
    gone = make.archived(dai, make.member(dai))
    with pytest.raises(PutAway):
        actions.add(dai, TopicDraft("Cloud", owner_id=gone.id))


def test_the_second_of_two_editors_is_told(dai, make):
    topic = make.topic(dai)
    actions.revise(dai, topic, TopicDraft("One"), 1)
    with pytest.raises(Changed):
        actions.revise(dai, topic, TopicDraft("Two"), 1)
