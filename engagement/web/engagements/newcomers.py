"""Names in the form that are of no record yet, or that may be one of several: each gets a row of questions."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind

from engagement.actions import officials, organisations, topics
from engagement.actions.officials import OfficialDraft, PostDraft
from engagement.actions.organisations import OrganisationDraft
from engagement.actions.topics import TopicDraft
from engagement.actions.wrong import WrongDraft
from engagement.intake.kinds import kind_of
from engagement.model.words import OrganisationKind
from engagement.queries.engagements import likely
from engagement.queries.invited import Invited
from engagement.queries.lookups import Proposal, called, proposals
from engagement.web.engagements.form import EngagementForm, blame_row
from engagement.web.frame import desk
from engagement.web.tags import Tag, TagsField, name_tags
from engagement.web.wrong import words

NONE = "none"
PROPOSED = 5
MAKE = {"organisation": "A new organisation", "official": "A new official", "topic": "A new topic"}


def sort_out(form: EngagementForm) -> None:
    """Makes chips of the names that were typed and of the rows that were answered; the rest gets rows."""
    answers = {(row.form.field.data, row.form.name.data): row.form for row in form.newcomers}
    while len(form.newcomers):
        form.newcomers.pop_entry()
    for field in (form.who, form.topics, form.us, form.readers):
        typed = [_recognised(field, name) for name in field.names]
        field.typed = ""
        field.data = list(dict.fromkeys([*field.data, *typed]))
        field.data = [tag for tag in (_answered(field, tag, answers) for tag in field.data) if tag]
        name_tags(field)
        field.data = list(dict.fromkeys(field.data))
    for field in (form.who, form.topics, form.us, form.readers):
        for tag in field.data:
            if tag.is_new and (tag not in chosen_by_hand(field) or tag.kind != "topic"):
                _ask(form, field, tag, answers.get((field.name, tag.name)))


def take_up(form: EngagementForm) -> None:
    """The same for a draft: its rows of questions as they were answered, and half a name is still being typed."""
    fields = (form.who, form.topics, form.us, form.readers)
    typed = [field.typed for field in fields]
    for field in fields:
        field.typed = ""
    sort_out(form)
    for field, text in zip(fields, typed, strict=True):
        field.typed = text


def chosen_by_hand(field: TagsField) -> set[Tag]:
    """The chips that were sent as new: somebody chose to make them."""
    sent = {str(text) for text in field.raw_data or ()}
    return {tag for tag in field.data if tag.is_new and tag.value in sent}


def unanswered(form: EngagementForm) -> bool:
    """Whether a row of questions was not answered yet; says so beside it."""
    open_rows = [row.form for row in form.newcomers if not row.form.answered]
    for row in open_rows:
        blame_row(form.newcomers, row.answer, f"Say who or what “{row.name.data}” is.")
    return bool(open_rows)


def welcome(form: EngagementForm) -> dict[Tag, int] | None:
    """Makes the records of what is new, and says the key of each; none where one cannot be, its words beside it."""
    try:
        return _welcome(form)
    except WrongDraft:
        return None


def _welcome(form: EngagementForm) -> dict[Tag, int]:
    rows = {(row.form.field.data, row.form.name.data): row.form for row in form.newcomers}
    made: dict[Tag, int] = {}
    for kind, make in (("organisation", _make_organisation), ("official", _make_official)):
        for tag in _new(form.who, kind):
            row = rows["who", tag.name]
            try:
                made[tag] = make(row, tag, list(_bodies(form.who, made)))
            except WrongDraft as error:
                blame_row(form.newcomers, row.answer, words(error))
                raise
    for tag in _new(form.topics, "topic"):
        try:
            made[tag] = topics.add(desk(), TopicDraft(tag.name)).id
        except WrongDraft as error:
            form.topics.errors = [words(error)]
            raise
    return made


def asked_about(form: EngagementForm, field: TagsField, tag: Tag, at: int) -> Any:
    """One row of questions about a name that was just chosen as new; `at` is its number."""
    form.newcomers.last_index = at - 1
    name_tags(form.who)  # "Works at" offers the bodies by their names
    return _ask(form, field, tag, None)


def ask_about_invited(form: EngagementForm, people: Iterable[Invited]) -> None:
    """Adds the people of an invitation whom no record knows, and the organisations that their addresses give away, each
    with its questions: nobody is made before a person said so."""
    new = {one.person.name or one.person.address: one for one in people if one.is_new}
    bodies = [Tag.of(one.body) for one in new.values() if one.body]
    form.who.data = list(dict.fromkeys([*form.who.data, *bodies]))
    name_tags(form.who)
    for name, one in new.items():
        tag = Tag("official", 0, " ".join(name.split()))
        form.who.data.append(tag)
        row = _ask(form, form.who, tag, None)
        row.address.data = one.person.address
        row.answer.data = row.answer.data if row.answer.data != NONE else "new-official"
        row.at.data = Tag.of(one.body).value if one.body else row.at.choices[0].value


def _new(field: TagsField, kind: str) -> list[Tag]:
    return [tag for tag in field.data if tag.is_new and tag.kind == kind]


def _recognised(field: TagsField, name: str) -> Tag:
    found = called(desk(), name, field.kinds)
    if len(found) == 1:
        return Tag.of(found[0])
    return Tag(seems(name) if "official" in field.kinds else field.kinds[0], 0, name)


def seems(name: str) -> str:
    """What a name of no record seems to be: a person has two to four words, each beginning with a capital."""
    parts = name.split()
    is_person = 2 <= len(parts) <= 4 and all(part[:1].isupper() for part in parts) and not kind_of(name, "")
    return "official" if is_person else "organisation"


def _answered(field: TagsField, tag: Tag, answers: dict[Any, Any]) -> Tag | None:
    row = answers.get((field.name, tag.name)) if tag.is_new else None
    answer = (row.answer.data or "") if row else ""
    if answer == NONE:
        return None
    if answer.startswith("new-"):
        return Tag(answer[4:], 0, tag.name) if answer[4:] in field.fresh else tag
    try:
        chosen = Tag.read(answer)
    except ValueError:
        return tag
    return chosen if chosen.kind in field.kinds and not chosen.is_new else tag


def _ask(form: EngagementForm, field: TagsField, tag: Tag, before: Any) -> Any:
    """Adds the row for `tag`: as it was answered, or with the likely answers."""
    similar = _similar(field, tag)
    if before is None:
        by_hand = tag in chosen_by_hand(field)
        likeliest = f"new-{tag.kind}" if (by_hand or not similar) and tag.kind in field.fresh else ""
        values = {
            "field": field.name,
            "name": tag.name,
            "answer": likeliest or (similar[0].value if similar else NONE),
            "kind": OrganisationKind(kind_of(tag.name, OrganisationKind.MINISTRY.value)),
            "country": likely.country(desk(), tag.name, form.who.ids("organisation"), form.zone.data or ""),
        }
    else:
        values = {
            name: before[name].data for name in ("field", "name", "answer", "kind", "country", "title", "at", "address")
        }
    row = form.newcomers.append_entry(values).form
    row.answered = before is not None
    row.answer.choices = [
        *(SelectChoice(one.value, f"{one.name}, {one.note}" if one.note else one.name) for one in similar),
        *(SelectChoice(f"new-{kind}", MAKE[kind]) for kind in field.fresh),
        SelectChoice(NONE, "Leave it out"),
    ]
    bodies = [one for one in form.who.data if one.kind == "organisation"]
    row.at.choices = [SelectChoice(one.value, one.name) for one in bodies] or [
        SelectChoice("", "The organisation above")
    ]
    return row


def _similar(field: TagsField, tag: Tag) -> Sequence[Proposal]:
    found = {one.value: one for one in called(desk(), tag.name, field.kinds)}
    found |= {one.value: one for one in proposals(desk(), tag.name, field.kinds, size=PROPOSED)}
    return list(found.values())[:PROPOSED]


def _make_organisation(row: Any, tag: Tag, _bodies: list[tuple[str, int]]) -> int:
    kind = row.kind.data or OrganisationKind.MINISTRY
    return organisations.add(desk(), OrganisationDraft(tag.name, kind, country_id=row.country.key)).id


def _make_official(row: Any, tag: Tag, bodies: list[tuple[str, int]]) -> int:
    at = next((key for value, key in bodies if value == row.at.data), bodies[0][1] if bodies else None)
    post = PostDraft(at, row.title.data or "") if at else None
    return officials.add(desk(), OfficialDraft(tag.name, email=row.address.data or ""), post).id


def _bodies(who: TagsField, made: dict[Tag, int]) -> Iterator[tuple[str, int]]:
    """The organisations of the form, made ones too: value and key."""
    for tag in who.data:
        if tag.kind == "organisation" and (tag.id or tag in made):
            yield tag.value, tag.id or made[tag]
