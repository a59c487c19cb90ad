"""How a change is drawn: paragraphs with <del> and <ins>, tables as tables, the seams of what was split or merged; and how a
suggestion is: the words that go and come, between a few of the words around them.

What `redline` gives is made of words that never change and says nothing of a person: it may be kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from workflow.lifecycle.facts.review.talking import Thread
from workflow.publishing.word.reading.suggested import AROUND
from workflow.records.text.returned import Suggestion, SuggestionKind
from workflow.text.comparing.runs import Mark, Run, runs
from workflow.text.merging.proposing import Proposal
from workflow.text.tables import cells, is_row, is_rule, row

_TAGS = {Mark.GONE: Markup("<del>{}</del>"), Mark.CAME: Markup("<ins>{}</ins>")}
_HEAD, _CELL = Markup('<th scope="col"{}>{}</th>'), Markup("<td{}>{}</td>")


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of one side that something on the page leads to, by the mark of their place on the page."""

    side: Mark
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Seam:
    """Where in the text of one side a further provision begins, and what that is called."""

    side: Mark
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Mark
    words: str
    spot: Spot | None = None
    first: bool = False


@dataclass(slots=True)
class _Line:
    """The pieces up to a line feed, and of which side that is."""

    pieces: list[_Piece] = field(default_factory=list)
    ends: Mark = Mark.KEPT
    seams: list[Seam] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join(one.words for one in self.pieces)


def redline(
    some: Sequence[Run],
    without: str = "",
    tongue: str = "",
    spots: Sequence[Spot] = (),
    seams: Sequence[Seam] = (),
) -> Markup:
    """A change as it is read.

    some     its runs
    without  a mark whose words are left out, for one side alone
    tongue   the language of the words, where it is not that of the page
    """
    drawn = Markup().join(_blocks(_lines(some, spots, seams), without))
    lang = Markup(' lang="{}"').format(tongue) if tongue else Markup()
    return Markup('<div class="law redline"{}>{}</div>').format(lang, drawn)


def clean(some: Iterable[Run], tongue: str = "") -> Markup:
    """The new words without marks."""
    words = "".join(text for kind, text in some if kind is not Mark.GONE)
    return redline([(Mark.KEPT, words)] if words else [], "", tongue)


def _lines(some: Sequence[Run], spots: Sequence[Spot], seams: Sequence[Seam]) -> list[_Line]:
    cuts = {
        side: sorted({at for one in spots if one.side is side for at in (one.start, one.end)})
        for side in (Mark.GONE, Mark.CAME)
    }
    at = {Mark.GONE: 0, Mark.CAME: 0}
    lines, named = [_Line()], set[str]()
    waiting = list(seams)
    for kind, words in some:
        side = Mark.GONE if kind is Mark.GONE else Mark.CAME
        start, done = at[side], 0
        inner = [one - start for one in cuts[side] if start < one < start + len(words)]
        breaks = [place for place, letter in enumerate(words) if letter == "\n"] if "\n" in words else []
        for cut in sorted({*inner, *breaks, *(one + 1 for one in breaks), len(words)}):
            piece = words[done:cut]
            here = start + done
            if piece == "\n":
                lines[-1].ends = kind
                lines.append(_Line())
                after = {Mark.CAME: kind is not Mark.GONE, Mark.GONE: kind is not Mark.CAME}
                at_old = at[Mark.GONE] + (done + 1 if kind is not Mark.CAME else 0)
                at_new = at[Mark.CAME] + (done + 1 if kind is not Mark.GONE else 0)
                for one in [seam for seam in waiting if after[seam.side]]:
                    if one.at == (at_new if one.side is Mark.CAME else at_old):
                        lines[-1].seams.append(one)
                        waiting.remove(one)
            elif piece:
                spot = _spot_at(spots, side, here)
                lines[-1].pieces.append(_Piece(kind, piece, spot, spot is not None and spot.name not in named))
                if spot is not None:
                    named.add(spot.name)
            done = cut
        for whose in (Mark.GONE, Mark.CAME):
            if kind in (Mark.KEPT, whose):
                at[whose] += len(words)
    return lines


def _spot_at(spots: Sequence[Spot], side: Mark, place: int) -> Spot | None:
    return next((one for one in spots if one.side is side and one.start <= place < one.end), None)


def _blocks(lines: Sequence[_Line], without: str) -> Iterator[Markup]:
    """Paragraphs, and tables where lines are rows. A line feed that is left out ends no paragraph."""
    rows: list[_Line] = []
    pieces: list[_Piece] = []
    for line in lines:
        is_a_row = line.words.startswith("|") and not line.seams
        seams = [one for one in line.seams if one.side != without]
        if pieces and (is_a_row or seams):
            yield _paragraph(pieces)
            pieces = []
        if is_a_row:
            rows.append(line)
            continue
        if rows:
            yield _table(rows, without)
            rows = []
        for seam in seams:
            yield Markup('<p class="seam">{}</p>').format(seam.words)
        pieces += [one for one in line.pieces if one.kind != without]
        if pieces and line.ends != without:
            yield _paragraph(pieces)
            pieces = []
    if rows:
        yield _table(rows, without)
    if pieces:
        yield _paragraph(pieces)


def _paragraph(pieces: Iterable[_Piece]) -> Markup:
    return Markup("<p>{}</p>").format(_words(pieces))


def _words(pieces: Iterable[_Piece]) -> Markup:
    out = []
    for one in pieces:
        said = escape(one.words)
        if one.spot is not None:
            name = Markup(' id="{}"').format(one.spot.name) if one.first else Markup()
            said = Markup("<mark{}>{}</mark>").format(name, said)
        out.append(_tagged(one.kind, said))
    return Markup().join(out)


def _tagged(kind: Mark, said: Markup) -> Markup:
    return _TAGS[kind].format(said) if kind in _TAGS and said else said


def _side(lines: Sequence[_Line], other: Mark) -> list[list[str]]:
    """The cells of the rows on one side, those of the `other` left out."""
    words = ""
    for line in lines:
        words += "".join(one.words for one in line.pieces if one.kind is not other)
        words += "\n" if line.ends is not other else ""
    return [cells(one) for one in words.split("\n") if is_row(one) and not is_rule(one)]


def _table(lines: Sequence[_Line], without: str) -> Markup:
    """A table in which changed cells are marked: rows are paired as they follow each other, and then cells."""
    spots = [one for line in lines for one in line.pieces if one.spot is not None and one.first and one.kind != without]
    olds, news = _side(lines, Mark.CAME), _side(lines, Mark.GONE)
    drawn, head = [], True
    for old, new in _paired([row(one) for one in olds], [row(one) for one in news]):
        if (old is None and without == Mark.CAME) or (new is None and without == Mark.GONE):
            continue
        drawn.append(Markup("<tr>{}</tr>").format(Markup().join(_cells(old, new, without, _HEAD if head else _CELL))))
        head = False
    if not drawn:
        return Markup()
    body = Markup().join(drawn[1:])
    anchors = Markup().join(
        Markup('<span id="{}"></span>').format(one.spot.name) for one in spots if one.spot is not None
    )
    return Markup('<div class="scroll">{}<table class="cells"><thead>{}</thead><tbody>{}</tbody></table></div>').format(
        anchors, drawn[0], body
    )


def _cells(old: str | None, new: str | None, without: str, shape: Markup) -> Iterator[Markup]:
    """The cells of one row of both sides; a row of one side alone went or came."""
    for was, now in _paired(cells(old) if old is not None else [], cells(new) if new is not None else []):
        if (was is None and without == Mark.CAME) or (now is None and without == Mark.GONE):
            continue
        some = runs(was or "", now or "")
        said = Markup().join(_tagged(kind, escape(words)) for kind, words in some if kind != without)
        yield shape.format(Markup() if was == now else Markup(' class="changed"'), said)


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """What stands on both sides together, in order; None where one side has nothing."""
    for kind, i, k, j, m in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "replace":
            both = min(k - i, m - j)
            yield from zip(olds[i : i + both], news[j : j + both], strict=True)
            i, j = i + both, j + both
        if kind == "equal":
            yield from zip(olds[i:k], news[j:m], strict=True)
            continue
        for one in olds[i:k]:
            yield one, None
        for one in news[j:m]:
            yield None, one


def proposal_runs(one: Proposal | Suggestion, kind: SuggestionKind) -> list[Run]:
    """("=" | "-" | "+", words) in the order in which they are read."""
    if kind is SuggestionKind.UNTRACKED and one.old and one.new:
        return list(runs(one.old, one.new))
    if one.act == "split":
        return [(Mark.KEPT, _cut(one.before, "")), (Mark.CAME, "¶"), (Mark.KEPT, _cut("", one.after))]
    if one.act == "join":
        return [(Mark.KEPT, _cut(one.before, "")), (Mark.GONE, "¶"), (Mark.KEPT, _cut("", one.after))]
    if one.act == "move":
        return [(Mark.GONE, one.old), (Mark.KEPT, "\n"), (Mark.CAME, one.new)]
    drawn: list[Run] = [
        (Mark.KEPT, _cut(one.before, "")),
        (Mark.GONE, one.old),
        (Mark.CAME, one.new),
        (Mark.KEPT, _cut("", one.after)),
    ]
    if one.old and one.new and "\n" in one.old + one.new:
        drawn.insert(2, (Mark.KEPT, "\n"))
    return [run for run in drawn if run[1]]


def thread_runs(thread: Thread) -> list[Run]:
    """The words that go and come, between those around them."""
    words = thread.suggestion.words if thread.suggestion else ""
    before, after = (thread.row.before, thread.row.after) if thread.row else ("", "")
    drawn: list[Run] = [
        (Mark.KEPT, ("…" if before else "") + before.rpartition("\n")[2]),
        (Mark.GONE, thread.comment.quote),
        (Mark.CAME, words),
        (Mark.KEPT, after.partition("\n")[0] + ("…" if after else "")),
    ]
    return [one for one in drawn if one[1]]


def _cut(before: str, after: str) -> str:
    """Words around a change, with … where there are more."""
    return ("…" if len(before) >= AROUND else "") + before + after + ("…" if len(after) >= AROUND else "")
