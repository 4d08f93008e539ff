"""The public samples beside the checkout (`../shared/samples`, or where ENGAGEMENT_SAMPLES says)."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("ENGAGEMENT_SAMPLES") or Path(__file__).parents[2] / "shared" / "samples")

SAMPLES: list[tuple[str, str, tuple[int, int, int, int]]] = [
    ("meetings/eu-mep-meetings.csv", "eu-mep-meetings", (23017, 23017, 33, 0)),
    ("meetings/nsw-ministerial-diaries-first5000.csv", "nsw-ministerial-diaries", (2957, 4998, 0, 2)),
    ("meetings/nsw-ministerial-diaries.csv.gz", "nsw-ministerial-diaries", (15062, 26554, 0, 8)),
    ("meetings/portland-lobbying-2014-q4.csv", "portland-lobbying", (334, 334, 4, 21)),
    ("meetings/portland-lobbying-2017-q1.csv", "portland-lobbying", (319, 319, 2, 17)),
    ("meetings/portland-lobbying-2019-q4.csv", "portland-lobbying", (248, 248, 2, 22)),
    ("meetings/portland-lobbying-2021-q2.csv", "portland-lobbying", (555, 555, 9, 8)),
    ("meetings/portland-lobbying-2022-q2.csv", "portland-lobbying", (400, 400, 6, 1)),
    ("meetings/portland-lobbying-2023-q2.csv", "portland-lobbying", (406, 406, 12, 11)),
    ("meetings/portland-lobbying-2024-q1.csv", "portland-lobbying", (427, 427, 86, 8)),
    ("meetings/portland-lobbying-2024-q3.csv", "portland-lobbying", (342, 342, 15, 3)),
    ("meetings/portland-lobbying-2025-q1.csv", "portland-lobbying", (766, 766, 55, 33)),
    ("meetings/portland-lobbying-2025-q4.csv", "portland-lobbying", (354, 354, 6, 12)),
    ("meetings/portland-lobbying-2026-q2.csv", "portland-lobbying", (530, 530, 4, 16)),
    ("meetings/ca-saskatchewan-lobbyist-filings.csv", "saskatchewan-lobbyist-filings", (1161, 1161, 0, 0)),
    ("meetings/ca-manitoba-lobbyist-filings.csv", "manitoba-lobbyist-filings", (234, 234, 0, 0)),
    ("meetings/uk-cabinet-office-hospitality-2016q3.csv", "uk-hospitality", (3, 3, 0, 6)),
    ("bodies/es-diputados.csv", "es-diputados", (327, 327, 5, 0)),
    ("bodies/jp-house-of-councillors-members.csv", "jp-house-of-councillors-members", (247, 247, 0, 0)),
    ("bodies/jp-house-of-councillors-groups.csv", "jp-house-of-councillors-groups", (13, 13, 0, 0)),
    ("bodies/uk-govuk-organisations.tsv", "uk-govuk-organisations", (1016, 1016, 0, 0)),
    ("bodies/uk-government-organisation-register.tsv", "uk-government-organisation-register", (981, 981, 0, 0)),
    ("topics/cofog.csv", "cofog", (188, 188, 0, 0)),
    ("topics/cofog-french.csv", "cofog-names", (188, 188, 0, 0)),
    ("topics/govuk-topic-taxonomy-2019-07-11.csv", "topics-indented", (1292, 1292, 0, 0)),
    ("topics/govuk-topic-taxonomy-long.csv", "topics", (1269, 1269, 0, 23)),
    ("crm/atomic-crm-contacts-export.csv", "contacts", (2, 2, 0, 0)),
    ("crm/atomic-crm-test-contacts.csv", "contacts", (500, 500, 0, 0)),
]
"""File, mapping, and what its rows become: values, rows in them, rows that repeat one above, rejected rows."""


def sample(name: str) -> Path:
    """The path of a sample; the test is skipped where the samples are not here."""
    if not (FOLDER / name).exists():
        pytest.skip(f"the public samples are not here: {FOLDER / name}")
    return FOLDER / name
