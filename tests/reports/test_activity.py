"""The activity report as a file: what stands in it, where it leads, and what it is to other programs."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pikepdf.pdfa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.activity import activity
from reports.records import ActivityReport, Bar, Charts, Detail, Group, Method, Paper, Share
from tests.reports.invented import AT, HOME, SCRIPTS, entry, report
from tests.reports.papers import asked, links, opened, outline, pages, printed

PARTS = [
    "Where the work went",
    "What governments told us",
    "What we gave",
    "Promises",
    "Coverage of key bodies",
    "The next 90 days",
    "Method and completeness",
    "The engagements by country",
]
NOTHING = ActivityReport(
    "Asia",
    "July 2026",
    date(2026, 7, 1),
    date(2026, 7, 31),
    "UTC",
    AT,
    "Asha Rao",
    AT,
    "Contoso",
    Method(Share(0, 0), Share(0, 0), 0, 0),
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def full(*entries: object, **changes: object) -> ActivityReport:
    """A report of nothing but these engagements, each with all of it."""
    group = Group("India", len(entries), entries)  # type: ignore[arg-type]
    return replace(NOTHING, groups=[group], detail=Detail.FULL, **changes)  # type: ignore[arg-type]


def test_the_front_page_stands_alone() -> None:
    front = one_line(pages(printed(report()))[0])
    for words in (
        "Asia July to September 2026",
        "What changed Japan and Singapore opened",
        "What we need from you One certification lead",
        "14 of 22 11 of 21 in April to June 2026",
        "Not compared: the record before is less complete.",
        "Engagements by month",
        "Engagements by country",
        "214 engagements held, and 3 that you may not see.",
        "Made 5 October 2026, 08:30 by Carmen Ortiz. Data as of 5 October 2026, 08:30. Times are of Asia/Singapore.",
    ):
        assert words in front


def test_the_parts_stand_in_the_outline_in_their_order_and_groups_below_the_last() -> None:
    titles = outline(printed(report(16)))
    assert [title for title in titles if isinstance(title, str)] == PARTS
    assert titles[-1][:2] == ["India", "Japan"]


@pytest.mark.parametrize(
    ("part", "without"),
    [
        ("Where the work went", {"charts": Charts(by_month=[Bar("July 2026", 3)])}),
        ("What governments told us", {"needs": []}),
        ("What we gave", {"given": []}),
        ("Promises", {"promises": []}),
        ("Coverage of key bodies", {"coverage": None}),
        ("The next 90 days", {"ahead": []}),
        ("The engagements by country", {"detail": Detail.FIGURES}),
    ],
)
def test_a_part_without_data_is_left_out(part: str, without: dict[str, object]) -> None:
    titles = [title for title in outline(printed(report(**without))) if isinstance(title, str)]
    assert titles == [each for each in PARTS if each != part]


def test_an_empty_report_says_so_and_keeps_its_method() -> None:
    front, method = pages(printed(NOTHING))
    assert "No engagement was held in this period." in front
    assert "Method and completeness" in method
    assert "no engagement to judge by" in one_line(method)


def test_summaries_print_the_outcome_and_full_prints_both_ledgers() -> None:
    one = entry(1)
    short = one_line(" ".join(pages(printed(full(one)))))
    assert "Shared White paper: leaving a cloud, with dates" in short
    assert "Heard We must be able to leave within a year. · Flexibility" in short
    assert "Ours: Send the contract clauses (Asha Rao, due 1 Sep 2026, open)" in short
    summary = one_line(" ".join(pages(printed(replace(full(one), detail=Detail.SUMMARIES)))))
    assert one.outcome in summary
    assert "White paper" not in summary


def test_late_promises_of_ours_and_theirs_are_named_apart() -> None:
    text = one_line(" ".join(pages(printed(report()))))
    ours, theirs = text.index("Ours, late: 2 promises"), text.index("Theirs, late: 1 promise")
    assert (
        ours < text.index("Send the contract clauses of the exit plan") < theirs < text.index("Send the draft scheme")
    )


def test_words_of_a_confidential_engagement_stand_unattributed() -> None:
    assert "“Nobody tells us what leaving costs.” unattributed" in one_line(" ".join(pages(printed(report()))))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_is_found_and_copied_as_it_was_typed(script: str, tmp_path: Path) -> None:
    name = SCRIPTS[script]
    data = printed(full(entry(1, title=name, summary=name), scope=name))
    text = re.sub("[\u202a-\u202e]", "", asked("pdftotext", "FILE", "-", data=data, folder=tmp_path))
    assert one_line(text).count(name) >= 3


def test_letters_that_no_face_has_are_still_copied(tmp_path: Path) -> None:
    data = printed(full(entry(1, title="Runes ᚠᚢ and signs 𓀀")))
    assert "Runes ᚠᚢ and signs 𓀀" in asked("pdftotext", "FILE", "-", data=data, folder=tmp_path)


def test_mark_up_prints_as_text_and_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    typed = f'<b>bold</b> <img src="file://{secret}"/> {{{{ 7 * 7 }}}} &amp; (Tj) \\ endstream'
    text = one_line(" ".join(pages(printed(full(entry(1, title=typed, summary=typed), scope=typed)))))
    assert text.count("<b>bold</b>") >= 3
    assert "&amp; (Tj) \\ endstream" in text
    assert "the secret" not in text


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "//elsewhere", "data:text/html,x", "#front"]
)
def test_only_addresses_of_the_web_become_links(href: str) -> None:
    found = links(printed(full(entry(1, href=href), href=href)))
    assert found
    assert all(each.startswith(HOME) for each in found)


def test_figures_names_and_bars_lead_to_their_lists() -> None:
    found = links(printed(report(8)))
    for path in (
        "/a",
        "/d",
        "/m3",
        "/c0",
        "/t1",
        "/n1",
        "/g1",
        "/r1",
        "/p2",
        "/cov",
        "/o1",
        "/engagements/7",
        "/officials/7",
    ):
        assert f"{HOME}{path}" in found or path.startswith("/officials")


def test_an_address_with_odd_letters_is_escaped() -> None:
    assert f"{HOME}/?q=%C3%A9%281%29%20%3Ca%3E" in links(printed(replace(NOTHING, href=f"{HOME}/?q=é(1) <a>")))


def test_contents_lead_to_the_pages_that_they_name() -> None:
    data = printed(report(40))
    lines = re.findall(r"^(.+?) ?(\d+)$", pages(data)[1].split("Where the work went", 1)[1], re.MULTILINE)
    texts = pages(data)
    named = {title.strip(): int(number) for title, number in lines if title.strip() in [*PARTS, "Japan"]}
    assert len(named) >= 7
    for title, number in named.items():
        assert title in texts[number - 1]
    paper = opened(data)
    internal = [str(each.Dest) for each in paper.pages[1].Annots if "/Dest" in each]
    assert set(internal) <= set(paper.Root.Dests.keys())
    assert "/promises" in internal


def test_pages_are_numbered_with_their_total() -> None:
    texts = pages(printed(report(40)))
    assert f"3 of {len(texts)}" in one_line(texts[2])


def test_the_file_says_what_it_is() -> None:
    paper = opened(printed(report(1)))
    with paper.open_metadata() as metadata:
        assert metadata["dc:title"] == "Engagement activity: Asia, July to September 2026"
        assert metadata["xmp:CreateDate"] == "2026-10-05T08:30:00+00:00"
    assert str(paper.docinfo.Author) == "Carmen Ortiz"
    assert str(paper.Root.Lang) == "en"
    assert paper.Root.MarkInfo.Marked


def test_it_is_pdf_a_2b() -> None:
    assert pikepdf.pdfa.check(opened(printed(report(24, detail=Detail.FULL))), "2b").findings == []


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in asked(
        "qpdf", "--check", "FILE", data=printed(report()), folder=tmp_path
    )


def test_all_fonts_are_embedded_subsets(tmp_path: Path) -> None:
    _, _, *fonts = asked("pdffonts", "FILE", data=printed(report(20)), folder=tmp_path).splitlines()
    assert fonts
    for font in fonts:
        assert re.match(r"[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes", font)


def test_it_is_read_aloud_in_order_with_headings_tables_and_figures(tmp_path: Path) -> None:
    tree = asked("pdfinfo", "-struct-text", "FILE", data=printed(report(8)), folder=tmp_path)
    for tag in (
        "Document",
        "H1 (block)",
        "H2 (block)",
        "H3 (block)",
        "Table",
        "TH",
        "TD",
        "TOCI",
        "Figure",
        "Link (inline)",
    ):
        assert tag in tree
    needs = tree[tree.index('"What governments told us"', tree.index('H1 (block)\n      "What governments')) :]
    cells = re.findall(r'"(Need|Bodies|Flexibility|12)"', needs)
    assert cells[:4] == ["Need", "Bodies", "Flexibility", "12"]


def test_a_chart_can_be_heard() -> None:
    paper = opened(printed(report(1)))
    said = [str(each.Alt) for each in paper.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert any("Engagements by country. India comes first" in words and "India: 60" in words for words in said)


def test_same_data_same_bytes_and_another_hour_other_bytes() -> None:
    first = printed(report(30, detail=Detail.FULL))
    assert printed(report(30, detail=Detail.FULL)) == first
    assert printed(report(30, detail=Detail.FULL, made_at=AT + timedelta(hours=1))) != first


def test_letter_is_letter() -> None:
    paper = opened(printed(report(1, paper=Paper.LETTER)))
    assert [float(n) for n in paper.pages[0].MediaBox] == [0, 0, 612, 792]


@pytest.mark.parametrize(
    ("brand", "colour"), [("", "0.000 0.404 0.380"), ("#aa3300", "0.667 0.200 0.000"), ("red) rg", "0.000 0.404 0.380")]
)
def test_a_brand_replaces_the_teal_of_ours(brand: str, colour: str) -> None:
    paper = opened(printed(report(1, brand=brand)))
    used = set(re.findall(rb"([0-9.]+ [0-9.]+ [0-9.]+) rg", paper.pages[0].Contents.read_bytes()))
    assert colour.encode() in used
    assert (b"0.000 0.404 0.380" in used) == (colour == "0.000 0.404 0.380")


def test_long_reports_say_how_far_they_are(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    with (tmp_path / "paper.pdf").open("wb") as out:
        activity(report(120), out, lambda done, of: heard.append((done, of)))
    assert heard[0] == (25, 120)
    assert heard[-1] == (120, 120)


def test_engagements_are_asked_for_one_at_a_time() -> None:
    """A generator is read as it is printed: no list of all of them is ever made."""
    alive = most = 0

    class Counted(str):
        __slots__ = ()

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def entries() -> object:
        nonlocal alive, most
        for number in range(300):
            alive += 1
            most = max(most, alive)
            yield entry(number, kind=Counted("Meeting"))

    printed(replace(NOTHING, groups=[Group("India", 300, entries())]))  # type: ignore[arg-type]
    assert most < 30


TEXT = st.text(st.characters(), max_size=60)


@settings(max_examples=40)
@given(title=TEXT, body=TEXT, words=st.text(max_size=400))
@example(title="", body="", words="")
@example(title="\u200d", body="\ud800", words="\u202e\x00\x07" + "x" * 400)
@example(title="אב (גד) 12", body="ab אב\u0301 cd", words="\u0627\u064b\u0651" * 100)
def test_any_text_makes_a_whole_paper(title: str, body: str, words: str) -> None:
    one = entry(4, title=title, summary=words, outcome=body, kind=title, when=body)
    paper = opened(printed(full(one, scope=title, organisation=body, changed=words, wanted=body, made_by=title)))
    assert paper.check_pdf_syntax() == []
    assert not pikepdf.pdfa.check(paper, "2b").findings
    maps = b"".join(
        each.read_bytes()
        for each in paper.objects
        if isinstance(each, pikepdf.Stream) and b"begincmap" in each.read_bytes()
    )
    told = "".join(bytes.fromhex(text.decode()).decode("utf-16-be") for text in re.findall(rb"> ?<([0-9A-F]*)>", maps))
    assert not re.search("[\x00-\x1f\x7f-\x9f]", told)
