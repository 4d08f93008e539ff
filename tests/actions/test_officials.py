"""Officials, and the posts they come to and leave."""

from datetime import date

import pytest

from engagement.actions import officials as actions
from engagement.actions.officials import Kept, NotAMailAddress, OfficialDraft, PostDraft
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing, OutOfRange, PutAway, Unknown
from engagement.queries import officials
from engagement.queries.officials import OfficialFilter


def test_an_official_is_made_with_a_post(asha, make):
    body = make.organisation(asha)
    draft = OfficialDraft("김민준", "minjun@gov.example")
    made = actions.add(asha, draft, PostDraft(body.id, "국장", from_on=date(2026, 1, 1)))
    asha.db.commit()
    (post,) = officials.posts(asha, made)
    assert (post.title, post.organisation.id) == ("국장", body.id)


def test_a_new_post_leaves_the_old_one_in_the_history(asha, make):
    person = make.official(asha, title="Director", from_on=date(2020, 1, 1))
    (first,) = officials.posts(asha, person)
    ended = PostDraft(first.organisation_id, first.title, first.from_on, date(2026, 6, 30))
    actions.revise_post(asha, first, ended, first.version)
    actions.appoint(asha, person, PostDraft(make.organisation(asha).id, "State secretary", date(2026, 7, 1)))
    asha.db.commit()
    assert [post.title for post in officials.posts(asha, person)] == ["State secretary", "Director"]
    assert first.to_on == date(2026, 6, 30)


@pytest.mark.parametrize("email", ["no at sign", "a@", "@b", "a@b@c", "a b@c.example"])
def test_an_address_that_cannot_be_one_is_named(asha, email):
    with pytest.raises(NotAMailAddress):
        actions.add(asha, OfficialDraft("Somebody", email))


def test_an_official_has_a_name(asha):
    with pytest.raises(Missing):
        actions.add(asha, OfficialDraft("\u202e \u0301"))


def test_a_post_is_somewhere_and_ends_after_it_began(asha, make):
    person, body = make.official(asha), make.organisation(asha)
    gone = make.archived(asha, make.organisation(asha))
    with pytest.raises(Unknown):
        actions.appoint(asha, person, PostDraft(2**31 - 1))
    with pytest.raises(PutAway):
        actions.appoint(asha, person, PostDraft(gone.id))
    with pytest.raises(OutOfRange):
        actions.appoint(asha, person, PostDraft(body.id, "", date(2026, 2, 1), date(2026, 1, 31)))
    with pytest.raises(Unknown):
        actions.add(asha, OfficialDraft("Nobody"), PostDraft(2**31 - 1))
    asha.db.commit()
    assert officials.officials(asha, OfficialFilter(q="Nobody")).rows == []


def test_two_editors_of_one_post_do_not_overwrite_each_other(asha, make):
    (post,) = officials.posts(asha, make.official(asha))
    actions.revise_post(asha, post, PostDraft(post.organisation_id, "One"), 1)
    asha.db.commit()
    with pytest.raises(Changed):
        actions.revise_post(asha, post, PostDraft(post.organisation_id, "Other"), 1)


def test_a_post_put_in_by_mistake_is_struck_unless_an_engagement_keeps_it(asha, bruno, make):
    person = make.official(asha)
    mistake = make.post(asha, person, title="Dierctor")
    (kept,) = [post for post in officials.posts(asha, person) if post is not mistake]
    make.engagement(bruno, officials=[person], confidential=True)
    actions.strike_post(asha, mistake)
    asha.db.commit()
    with pytest.raises(Kept):
        actions.strike_post(asha, kept)
    assert officials.posts(asha, person) == [kept]
