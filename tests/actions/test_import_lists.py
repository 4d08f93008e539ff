"""Imports of lists: organisations and their tree, officials, topics."""

from collections import Counter

from sqlalchemy import select

from engagement.actions.imports.official_list import OfficialImport
from engagement.actions.imports.organisation_list import OrganisationImport
from engagement.actions.imports.run import End
from engagement.actions.imports.topic_list import TopicImport
from engagement.intake import mappings
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic, TopicName
from engagement.model.words import OrganisationKind
from tests.bringing import FILES, agrees, all_of, run, tree


def test_a_list_of_bodies_makes_its_tree_whatever_the_order(farid, make):
    content = (FILES / "uk-govuk-organisations.tsv").read_bytes()
    known = make.organisation(farid, "Department of Paper", country="GB")
    for ends in ({End.IMPORTED: 1, End.UNCHANGED: 1, End.REJECTED: 1}, {End.UNCHANGED: 2, End.REJECTED: 1}):
        made = OrganisationImport(mappings.ORGANISATIONS["uk-govuk-organisations"], "x")
        run(farid, made, mappings.ORGANISATIONS, content)
        assert made.rows == Counter(ends)
    assert tree(farid, Organisation) == {"Department of Paper": None, "Paper Inspectorate": "Department of Paper"}
    assert known.kind is OrganisationKind.MINISTRY
    assert agrees(farid)


def test_a_list_of_bodies_adds_what_is_missing_and_puts_ended_ones_away(farid, make):
    known = make.organisation(farid, "Old Board", country="GB", note="Mine")
    register = (
        "government-organisation\tname\twebsite\tstart-date\tend-date\nD1\tOld Board\thttps://x.example\t\t2016-07\n"
    )
    made = OrganisationImport(mappings.ORGANISATIONS["uk-government-organisation-register"], "x")
    run(farid, made, mappings.ORGANISATIONS, register.encode())
    assert made.rows == Counter({End.UPDATED: 1})
    farid.db.refresh(known)
    assert (known.website, known.note, known.is_archived) == ("https://x.example", "Mine", True)


def test_circles_and_missing_parents_are_told(farid):
    content = b"name,parent,country\nA,B,NO\nB,A,NO\nC,Nowhere,NO\n"
    made = OrganisationImport(mappings.ORGANISATIONS["organisations"], "x")
    run(farid, made, mappings.ORGANISATIONS, content)
    assert tree(farid, Organisation) == {"A": "B", "B": None, "C": None}
    assert [note[:2] for note in made.notes] == ["B:", "C:"]


def test_a_tree_of_topics_and_its_names_in_another_language(farid):
    for name, content, ends in (
        ("cofog", (FILES / "cofog.csv").read_bytes(), {End.IMPORTED: 2, End.REJECTED: 1}),
        ("cofog", (FILES / "cofog.csv").read_bytes(), {End.UNCHANGED: 2, End.REJECTED: 1}),
        ("cofog-names", b"Code,Description\n01,Allgemeines\n02,Verteidigung\n01.1,Organes (SC)\n",
         {End.UPDATED: 1, End.IMPORTED: 1, End.UNCHANGED: 1}),
        ("cofog-names", b"Code,Description\n09.1,Schule\n", {End.REJECTED: 1}),
    ):  # fmt: skip
        made = TopicImport(mappings.TOPICS[name], "x")
        run(farid, made, mappings.TOPICS, content)
        assert made.rows == Counter(ends), name
    assert tree(farid, Topic) == {"General services": None, "Organs": "General services", "Verteidigung": None}
    assert "Allgemeines" in set(farid.db.scalars(select(TopicName.name)))
    made = TopicImport(mappings.TOPICS["topics-indented"], "x")
    run(farid, made, mappings.TOPICS, (FILES / "topics-indented.csv").read_bytes())
    pairs = TopicImport(mappings.TOPICS["topics"], "x")
    run(farid, pairs, mappings.TOPICS, (FILES / "topics.csv").read_bytes())
    assert pairs.rows == Counter({End.UNCHANGED: 5, End.IMPORTED: 1, End.REJECTED: 1})
    assert [topic.name for topic in all_of(farid, Topic)][-2:] == ["Elsewhere", "Roads"]
    assert tree(farid, Topic)["Roads"] == "Elsewhere"


def test_contacts_become_officials_once(farid):
    content = b"name,organisation,job title,email,phone\nAda Ortega,Paper Ltd,Director,a@b.example,1\nX,Y,,nonsense,\n"
    for ends in ({End.IMPORTED: 1, End.REJECTED: 1}, {End.UNCHANGED: 1, End.REJECTED: 1}):
        made = OfficialImport(mappings.OFFICIALS["contacts"], "x")
        run(farid, made, mappings.OFFICIALS, content)
        assert made.rows == Counter(ends)
    (official,) = all_of(farid, Official)
    assert (official.email, official.phone, all_of(farid, Post)[0].title) == ("a@b.example", "1", "Director")
    assert [body.name for body in all_of(farid, Organisation)] == ["Paper Ltd"]
