"""A form that was opened before a merge and is sent after it: what it names is the record that stands."""

from dataclasses import replace
from typing import Any

from engagement.actions.engagements.drafting import EngagementDraft
from engagement.desk import Desk
from engagement.queries.merges import kept_pairs


def led(desk: Desk, draft: EngagementDraft) -> EngagementDraft:
    """The draft, naming the kept records in the place of the gone ones, each once."""
    named = {("organisation", key) for key in draft.organisation_ids}
    named |= {("official", key) for key, _ in draft.officials}
    named |= {("organisation", at) for _, at in draft.officials if at}
    named |= {("topic", key) for key in draft.topic_ids}
    named |= {("topic", entry.topic_id) for entry in draft.shared if entry.topic_id}
    named |= {("topic", entry.topic_id) for entry in draft.heard if entry.topic_id}
    named |= {("organisation", one.organisation_id) for one in draft.commitments if one.organisation_id}
    kept = kept_pairs(desk, named) if named else {}
    if not kept:
        return draft

    def to(kind: str, key: Any) -> Any:
        return kept.get((kind, key), (kind, key))[1]

    officials = {to("official", key): to("organisation", at) for key, at in draft.officials}
    return replace(
        draft,
        organisation_ids=tuple(dict.fromkeys(to("organisation", key) for key in draft.organisation_ids)),
        officials=tuple(officials.items()),
        topic_ids=tuple(dict.fromkeys(to("topic", key) for key in draft.topic_ids)),
        shared=tuple(replace(one, topic_id=to("topic", one.topic_id)) for one in draft.shared),
        heard=tuple(replace(one, topic_id=to("topic", one.topic_id)) for one in draft.heard),
        commitments=tuple(
            replace(one, organisation_id=to("organisation", one.organisation_id)) for one in draft.commitments
        ),
    )
