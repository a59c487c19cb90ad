"""Texts as the pages of several desks need them: compared, outlined, and which of them somebody may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, request
from sqlmodel import Session

from workflow.lifecycle.draft import explaining
from workflow.lifecycle.facts import entries, texts
from workflow.lifecycle.facts.memory import Memory
from workflow.records.regulation import Edition, Regulation, editions_of
from workflow.records.text.snapshot import Snapshot
from workflow.rules import visibility
from workflow.rules.states import has_draft_beside, is_drafted
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.text.comparing.compare import Comparison, compare
from workflow.text.labels.standing import clause_paths
from workflow.text.tree import HEADED, Document, Kind, Provision
from workflow.web.request import visit
from workflow.web.shapes.showing import anchor
from workflow.words import Language


def readable_reasons(amended: "Amendment") -> dict[str, str]:
    """The reasons for the changes of an edition that this visitor may read, by permanent key."""
    return explaining.readable_reasons(
        visit.db(), amended.edition, visit.reading_as(), on_draft=amended.beside or is_drafted(amended.edition.state)
    )


#: Characters of the comparisons that are kept, some 60 MB at most.
MOST_CHARACTERS = 20_000_000
#: Comparisons of snapshots, kept because neither side can change.
_comparisons: Memory[Comparison] = Memory(
    MOST_CHARACTERS, lambda one: 1000 + sum(200 + len(words) for change in one.changes for _, words in change.runs)
)


@dataclass(frozen=True, slots=True)
class Amendment:
    """An edition beside the text it amends, both in the authentic language.

    beside  `after` is the draft that its drafters write while another text is under review
    """

    regulation: Regulation
    edition: Edition
    before: Snapshot
    after: Snapshot
    beside: bool = False


def amendment(slug: str, number: int, *, on_draft: bool = False) -> Amendment:
    """The edition at this address with the text it amends; 404 when it amends none or may not be read.

    on_draft  its drafters want the text that they write on while another is under review; no paper is made of it
    """
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    database = visit.db()
    before = entries.base_of(database, edition)
    drafts = visibility.can_read(visit.reading_as(), Piece(Matter.TEXT, Stage.DRAFT))
    beside = on_draft and drafts and has_draft_beside(edition.state)
    after = (visit.newest_text if beside else visit.shown_text)(edition, regulation.authentic_language)
    if before is None or after is None:
        abort(404)
    return Amendment(regulation, edition, before, after, beside)


def compared(db: Session, before: Snapshot, after: Snapshot) -> Comparison:
    """The comparison of two snapshots, kept in memory because neither can change."""
    name = (str(db.get_bind().engine.url), before.id, after.id)
    found = _comparisons.get(name)
    if found is None:
        found = compare(texts.tree_of(db, before), texts.tree_of(db, after))
        _comparisons.put(name, found)
    return found


def readable_editions(regulation: Regulation) -> list[Edition]:
    """The editions of `regulation` that this person may read, in their order."""
    return [one for one in editions_of(visit.db(), regulation) if visit.may_know(one)]


def text_language(regulation: Regulation, edition: Edition) -> Language:
    """The language of the text to show: the visit's when there is a text in it, else the authentic one."""
    wanted = Language.called(request.args.get("text", visit.language()))
    if wanted is not None and visit.shown_text(edition, wanted):
        return wanted
    return regulation.authentic_language


#: How many characters of a clause without a heading stand for it in an outline.
_OPENING = 14


def outline(document: Document) -> list[tuple[int, str, str, str]]:
    """Depth, anchor, label and heading of everything that stands in an outline; clauses stand below those they belong to.

    A clause without a heading is known by its first words: 2.1 alone tells nobody where to go.
    """
    paths, out = clause_paths(document.root), []

    def below(units: Sequence[Provision], depth: int) -> None:
        for unit in units:
            if unit.kind in HEADED or unit.kind == Kind.ANNEX:
                out.append((depth, anchor(unit), unit.label, unit.heading))
                below(unit.children, depth + 1)
            elif unit.kind == Kind.ARTICLE:
                above = [one for one in paths.get(id(unit), ()) if one.kind == Kind.ARTICLE]
                heading = unit.heading or (_opening(unit) if id(unit) in paths else "")
                out.append((depth + len(above), anchor(unit), unit.label, heading))

    below(document.root.children, 0)
    return out


def _opening(unit: Provision) -> str:
    words = unit.children[0].text if unit.children else ""
    return words if len(words) <= _OPENING else words[:_OPENING].rstrip("，、；：,;: ") + "…"
