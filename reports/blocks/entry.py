"""An engagement: a few lines, or a card with all of it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reports.blocks.text import aligned, spans
from reports.blocks.words import day, shortened
from reports.paper.flow import Fill, Flow, Put, Strip
from reports.paper.tags import Element
from reports.records import Entry, Promise, Side
from reports.style import HAIR, QUIET, SMALL, STRONG, TEXT, Style
from reports.type.lines import Span

LABELS = 88.0  # the column of dates and labels
GUTTER = 14.0
FIRST_LINES = 4  # of an entry stay together
SEPARATOR = Span(" · ", "ink-3")


def entry(flow: Flow, parent: Element, engagement: Entry, is_full: bool) -> None:
    """What, when and with whom; then how it ended, or everything."""
    article = flow.paper.tags.element("Art", parent)
    facts = " · ".join(filter(None, (engagement.kind, "" if engagement.status == "held" else engagement.status)))
    title = Span(engagement.title, "ink", True, engagement.href, engagement.language)
    strips = _row(flow, article, "H3", [Span(engagement.when, "ink-2")], [title], STRONG)
    who = list(_bodies(engagement))
    if who:
        strips += _row(flow, article, "P", [Span(facts, "ink-3")], who, QUIET)
    elif facts:
        strips += _row(flow, article, "P", [Span(facts, "ink-3")], [], QUIET)
    strips += _full(flow, article, engagement) if is_full else _short(flow, article, engagement)
    for strip in strips[: min(FIRST_LINES, len(strips)) - 1]:
        strip.keep = True
    first, last = strips[0], strips[-1]
    first.fills = [Fill(flow.x, -6, flow.width, HAIR, "line")]
    first.before = 12.0
    last.keep = False
    last.closes.append(article)
    flow.add(*strips)


def _bodies(engagement: Entry) -> Iterator[Span]:
    for place, body in enumerate(engagement.bodies):
        if place:
            yield SEPARATOR
        yield Span(body.name, "theirs", False, body.href, body.language)


def _short(flow: Flow, article: Element, engagement: Entry) -> list[Strip]:
    text = engagement.outcome or shortened(engagement.summary)
    return _row(flow, article, "P", [], spans(text, TEXT, language=engagement.language), TEXT) if text else []


def _full(flow: Flow, article: Element, engagement: Entry) -> list[Strip]:
    strips: list[Strip] = []
    language = engagement.language

    def part(label: str, text: Sequence[Span], role: str = "ink-3", above: float = 0) -> None:
        if text:
            added = _row(flow, article, "P", [Span(label, role)], text, TEXT)
            added[0].before = above
            strips.extend(added)

    def ledger(label: str, role: str, items: Sequence[Sequence[Span]]) -> None:
        for place, item in enumerate(items):
            part(label if place == 0 else "", item, role, 3.0 if place == 0 else 1.5)

    part("Officials", list(_officials(engagement)))
    part("Ours", _joined(engagement.ours))
    part("Topics", _joined(engagement.topics))
    part("Held", spans(engagement.channel, QUIET) if engagement.channel else [])
    part("Summary", spans(engagement.summary, TEXT, language=language) if engagement.summary else [], above=3)
    part("Outcome", spans(engagement.outcome, TEXT, language=language) if engagement.outcome else [], above=3)
    ledger("Shared", "ours", [spans(text, TEXT) for text in engagement.shared])
    ledger(
        "Heard",
        "theirs",
        [
            [Span(heard.text, language=heard.language), *([SEPARATOR, Span(heard.need, "ink-2")] if heard.need else [])]
            for heard in engagement.heard
        ],
    )
    ledger("Commitments", "ink-3", [list(_promise(promise)) for promise in engagement.commitments])
    return strips


def _joined(texts: Sequence[str]) -> list[Span]:
    return [Span(" · ".join(texts), "ink-2")] if texts else []


def _officials(engagement: Entry) -> Iterator[Span]:
    for place, official in enumerate(engagement.officials):
        if place:
            yield SEPARATOR
        yield Span(official.name, "ink", False, official.href, official.language)
        post = ", ".join(filter(None, (official.post, official.body)))
        if post:
            yield Span(f", {post}", "ink-2")


def _promise(promise: Promise) -> Iterator[Span]:
    role = "theirs" if promise.side is Side.THEIRS else "ours"
    side = {Side.OURS: "Ours", Side.THEIRS: "Theirs", None: "Follow-up"}[promise.side]
    yield Span(f"{side}: ", role)
    yield Span(promise.text, "ink", False, promise.href)
    facts = [promise.owner, f"due {day(promise.due)}" if promise.due else "", promise.state]
    yield Span(f" ({', '.join(filter(None, facts))})", "late" if promise.is_late else "ink-2")


def _row(
    flow: Flow, article: Element, tag: str, label: Sequence[Span], text: Sequence[Span], style: Style
) -> list[Strip]:
    """A label at the left, in the small size, and a paragraph beside it, on the same lines."""
    setter = flow.paper.type
    element = flow.paper.tags.element(tag, article)
    x = flow.x + LABELS + GUTTER
    width = flow.width - LABELS - GUTTER
    labels = setter.lines(label, SMALL.size, LABELS) if label else []
    lines = setter.lines(text, style.size, width) if text else []
    strips: list[Strip] = []
    for left, right in zip_longest(labels, lines):
        puts = [Put(element, left, flow.x, style.baseline, SMALL.size)] if left else []
        if right:
            puts.append(Put(element, right, aligned(right, x, width), style.baseline, style.size))
        strips.append(Strip(style.leading, puts))
    if len(strips) > 1:
        strips[-2].keep = True  # no last line alone
    strips[-1].closes.append(element)
    return strips
