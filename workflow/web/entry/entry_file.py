"""An entry that is not finished: what was typed so far, where it goes, and whether it can be entered."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlmodel import Session, select

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import importing
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import entries
from workflow.lifecycle.facts.submitted import can_read_edition, standing_text
from workflow.records.regulation import Regulation, editions_of
from workflow.records.text.incoming import Incoming, Purpose
from workflow.rules.entry.paper_facts import PaperFacts, adoption_in, effective_in
from workflow.text.lines import lines_of
from workflow.web.entry.paper_form import facts_of, typed_of
from workflow.web.request import visit
from workflow.web.request.files import too_long
from workflow.web.shapes.showing import called, t
from workflow.web.sheet.imported import Imported
from workflow.web.sheet.sheet_words import guesses_left
from workflow.words import Language

#: Under this name the facts of an incoming file hold what was typed here.
FACT = "past"
LONGEST_FIELD = 300


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is not finished: what it is called and since when it waits."""

    id: int
    called: str
    at: datetime


def waiting(act: Act) -> list[Waiting]:
    """What this person began to enter and has not finished, the newest first."""
    rows = select(Incoming.id, Incoming.facts, Incoming.name, Incoming.at).where(
        Incoming.person_id == act.person_id,
        Incoming.purpose == Purpose.ENTRY,
        Incoming.at > act.now - importing.LASTING,
    )
    out = []
    for number, kept, name, at in act.db.exec(rows):
        typed = json.loads(kept).get(FACT, {})
        out.append(Waiting(number, heading_of(regulation_at(act.db, typed.get("which", "")), typed, name), at))
    return sorted(out, key=lambda one: one.at, reverse=True)


def found_or_404(act: Act, file: int) -> Incoming:
    """The unfinished entry of this person under a number; 404 for anything else."""
    return importing.find(act, file, Purpose.ENTRY) or abort(404)


def imported_text(found: Incoming) -> Imported:
    """Its text as read and as corrected since."""
    return Imported.of_facts(importing.facts_of(found), found.text)


def typed_in_so_far(found: Incoming) -> dict[str, str]:
    """What was typed in the other steps, by field."""
    kept: dict[str, str] = importing.facts_of(found).get(FACT, {})
    return kept


def names_in(form: Mapping[str, str]) -> dict[str, str]:
    """The names of a new regulation, which may still be changed beside the facts."""
    return {name: form[name].strip()[:LONGEST_FIELD] for name in ("slug", "name_zh", "name_en") if name in form}


def name_of(act: Act, found: Incoming) -> str:
    """A name of everything that would be entered and of the text that it follows, so that an act binds what was shown."""
    typed = typed_in_so_far(found)
    regulation = regulation_at(act.db, typed.get("which", ""))
    before = entries.last_edition(act.db, regulation) if regulation else None
    head = standing_text(act.db, before) if before else None
    body = json.dumps([found.text, typed, head.id if head else None], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def pasted(words: str) -> list[str]:
    """The lines of words that were pasted. Raises Unusable beyond the bound of a text."""
    limit = visit.house().settings.max_text_bytes
    if len(words.encode("utf-8", "surrogatepass")) > limit:
        raise Unusable({"words": too_long(limit)})
    return lines_of(words)


def heading_of(regulation: Regulation | None, typed: Mapping[str, str], file: str) -> str:
    """The unfinished entry, by the best name there is yet."""
    if regulation is not None:
        return called(regulation)
    names = (typed.get("name_zh", ""), typed.get("name_en", ""))
    return t(names[0] or names[1], names[1] or names[0]) or file or "—"


def regulation_at(db: Session, slug: str) -> Regulation | None:
    """The regulation at an address name, None for "", for one that is not there, and for one this person may not know of."""
    found = db.exec(select(Regulation).where(Regulation.slug == slug)).first() if slug else None
    editions = editions_of(db, found) if found else []
    return found if any(can_read_edition(db, one, visit.reading_as()) for one in editions) else None


def place_of(act: Act, typed: Mapping[str, str]) -> Regulation | entering.Named:
    """Where it goes: a regulation that is there, or the names of a new one."""
    regulation = regulation_at(act.db, typed.get("which", ""))
    if regulation is not None:
        return regulation
    language = Language.called(typed.get("language") or Language.ZH)
    return entering.Named(typed.get("slug", ""), typed.get("name_zh", ""), typed.get("name_en", ""), language)


def ready(act: Act, found: Incoming) -> tuple[Regulation | entering.Named, PaperFacts]:
    """Where it goes and the facts. Raises Refused or Unusable when it cannot be entered as it stands."""
    typed = typed_in_so_far(found)
    place = place_of(act, typed)
    told, problems = facts_of(typed)
    left = len(imported_text(found).left())
    if left:
        problems["left"] = guesses_left(left)
    try:
        entering.ready_to_enter(act, place, found.text, told)
    except Unusable as error:
        problems = {**error.problems, **problems}
    if problems:
        raise Unusable(problems)
    return place, told


def guessed(db: Session, regulation: Regulation | None, text: str) -> dict[str, str]:
    """What the text itself says of its adoption, to begin the form with."""
    _, note = entries.without_note(text)
    adoption = adoption_in(note)
    effective = effective_in(text)
    last = entries.last_edition(db, regulation) if regulation else None
    if last is not None and effective is not None and last.effective is not None and effective <= last.effective:
        effective = None  # the day of the first edition, which an amended text goes on naming
    return typed_of(
        PaperFacts(
            adopted_on=adoption[0] if adoption else None,
            session=adoption[1] if adoption else "",
            effective=effective,
            note=note,
        )
    )
