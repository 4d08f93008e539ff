"""An engagement: a few lines, or a card with all of it."""

from collections.abc import Iterator, Sequence

from reports.blocks.text import SEPARATOR, aligned, name_lines, side_by_side, spans
from reports.blocks.words import day, shortened
from reports.paper.encoding import string
from reports.paper.flow import Fill, Flow, Put, Strip
from reports.paper.tags import Element
from reports.records import Entry, Promise, Side
from reports.style import HAIR, QUIET, SMALL, STRONG, TEXT
from reports.type.lines import Span

LABELS = 88.0  # the column of dates and labels
GUTTER = 14.0


def entry(flow: Flow, parent: Element, engagement: Entry, is_full: bool) -> None:
    """What, when and with whom; then how it ended, or everything."""
    spoken = f"/Lang{string(engagement.language)}" if engagement.language else ""
    article = flow.paper.tags.element("Art", parent, spoken)
    strips = _head(flow, article, engagement, is_full)
    if is_full:
        strips += _rest(flow, article, engagement)
    strips[0].keep = len(strips) > 1
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


def _head(flow: Flow, article: Element, engagement: Entry, is_full: bool) -> list[Strip]:
    """Beside one another: when and what kind at the left; title, bodies and (if that is all) the outcome."""
    tags, setter = flow.paper.tags, flow.paper.type
    x, width = flow.x + LABELS + GUTTER, flow.width - LABELS - GUTTER
    title = Span(engagement.title, "ink", True, engagement.href, engagement.language)
    outcome = "" if is_full else engagement.outcome or shortened(engagement.summary)
    right: list[Put] = []
    for tag, lines, style in (
        ("H3", name_lines(flow, [title], STRONG, width), STRONG),
        ("P", setter.lines(list(_bodies(engagement)), QUIET.size, width), QUIET),
        ("P", setter.lines(spans(outcome, TEXT, language=engagement.language), TEXT.size, width), TEXT),
    ):
        if lines:
            element = tags.element(tag, article)
            right += (Put(element, line, aligned(line, x, width), style.baseline, style.size) for line in lines)
    status = "" if engagement.status == "held" else engagement.status
    secret = "confidential" if engagement.is_confidential else ""
    facts = "\u00a0· ".join(filter(None, (engagement.kind, engagement.channel if is_full else "", status, secret)))
    when = tags.element("P", article)
    left = [
        Put(when, line, flow.x, TEXT.baseline, SMALL.size)
        for text, role in ((engagement.when, "ink-2"), (facts, "ink-3"))
        for line in setter.lines([Span(f"{text} ", role)], SMALL.size, LABELS)
    ]
    return side_by_side([right, left], TEXT.leading)


def _rest(flow: Flow, article: Element, engagement: Entry) -> list[Strip]:
    strips: list[Strip] = []
    language = engagement.language

    def part(label: str, text: Sequence[Span], role: str = "ink-3", above: float = 0) -> None:
        added = _row(flow, article, Span(f"{label} ", role), text)
        if added:
            added[0].before = above
        strips.extend(added)

    def ledger(label: str, role: str, items: Sequence[Sequence[Span]]) -> None:
        for place, item in enumerate(items):
            part(label if place == 0 else "", item, role, 3.0 if place == 0 else 1.5)

    part("Officials", list(_officials(engagement)), above=4)
    part("Ours", _joined(engagement.ours))
    part("Topics", _joined(engagement.topics))
    part("Summary", spans(engagement.summary, TEXT, language=language), above=3)
    part("Outcome", spans(engagement.outcome, TEXT, language=language), above=3)
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
    return [Span("\u00a0· ".join(texts), "ink-2")]


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


def _row(flow: Flow, article: Element, label: Span, text: Sequence[Span]) -> list[Strip]:
    """A label at the left, in the small size, and a paragraph beside it, on the same lines."""
    setter = flow.paper.type
    x, width = flow.x + LABELS + GUTTER, flow.width - LABELS - GUTTER
    lines = setter.lines(text, TEXT.size, width)
    if not lines:
        return []
    labels = setter.lines([label], SMALL.size, LABELS) if label.text.strip() else []
    element = flow.paper.tags.element("P", article)
    return side_by_side(
        [
            [Put(element, line, flow.x, TEXT.baseline, SMALL.size) for line in labels],
            [Put(element, line, aligned(line, x, width), TEXT.baseline, TEXT.size) for line in lines],
        ],
        TEXT.leading,
    )
