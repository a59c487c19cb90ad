"""补录: what people do with texts adopted before the system: enter, correct, attach scans, strike out.

None of it passes through review or vote, and none of it makes a result, a motion or an issued file: the system saw nothing
of what happened, and keeps only what somebody typed in afterwards, under that person's name.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import select

from workflow.lifecycle import attaching, beginning, finding, storing
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.facts import entries, standing, succeeding, texts
from workflow.lifecycle.facts.situations.beginning import of_place
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.entry import Entry, Scan, ScanKind
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.review import Attachment
from workflow.records.text.snapshot import Snapshot
from workflow.rules.entry.paper_facts import FACTS, PaperFacts, english_session, impossible
from workflow.rules.states import State
from workflow.words import Language, Words

LONGEST_REASON = 2000
LONGEST_ABOUT = 300


@dataclass(frozen=True, slots=True)
class Named:
    """A regulation that is not there yet: how it is to be called."""

    slug: str
    name_zh: str
    name_en: str
    language: Language | None = Language.ZH


def ready_to_enter(act: Act, place: Regulation | Named, text: str, facts: PaperFacts) -> None:
    """Raise Refused or Unusable when this cannot be entered as the next edition of `place`.

    Asked before a preview, and again by `enter`.
    """
    there = None if isinstance(place, Named) else place
    ask("enter", of_place(act, there))
    problems: dict[str, Words] = {}
    if isinstance(place, Named):
        problems |= beginning.name_problems(act.db, place.slug, place.name_zh, place.name_en, place.language)
    before = entries.last_edition(act.db, there) if there is not None else None
    problems |= impossible(facts, act.today, entries.neighbour(act.db, before))
    problems |= _text_problems(text)
    if problems:
        raise Unusable(problems)


def enter(act: Act, place: Regulation | Named, text: str, facts: PaperFacts) -> Edition:
    """Enter a text adopted before the system as the next edition of `place`, issued as its papers say.

    Its problems of form do not stand against it: an old paper may be faulty, and is entered as it reads. Raises Refused,
    or Unusable naming the field.
    """
    ready_to_enter(act, place, text, facts)
    regulation = place if isinstance(place, Regulation) else _new_regulation(act, place)
    before = entries.last_edition(act.db, regulation)
    words, note = entries.without_note(text)
    facts = _complete(facts, note)
    edition = Edition(
        regulation_id=regulation.id,
        number=beginning.next_number(act.db, regulation),
        state=State.ISSUED,
        drafter_id=act.person_id,
        effective=facts.effective,
        created_at=act.now,
    )
    act.db.add(edition)
    act.db.flush()
    parent = standing_text(act.db, before) if before else None
    snapshot = storing.store(act, edition, regulation.authentic_language, storing.settled(words), parent, "")
    _add_entry(act, edition, facts, 1, "")
    finding.note(act.db, edition)
    fits = entries.fit_of(act.db, edition)
    record(
        act,
        "enter",
        f"edition:{edition.id}",
        regulation_id=regulation.id,
        fingerprint=snapshot.fingerprint,
        number=edition.number,
        blocking=sum(1 for one in texts.problems_of(act.db, snapshot) if one.blocking),
        fits=fits.is_exact if fits else None,
        **told(facts),
    )
    if before is not None and facts.effective is not None:
        record(
            act.as_system(),
            "supersede",
            f"edition:{before.id}",
            regulation_id=regulation.id,
            by=edition.number,
            since=facts.effective.isoformat(),
        )
    return edition


def correct(act: Act, edition: Edition, facts: PaperFacts, reason: str, text: str | None = None) -> Entry:
    """Correct what was entered of an edition; the facts as they were stay beside the new ones. Returns the new facts.

    text  the words as the paper really has them; None leaves them. They cannot be changed under an edition that was
          made in the system on top of them.

    Raises Refused, or Unusable naming the field.
    """
    ask("correct", of_edition(act, edition))
    rows = entries.entries_of(act.db, edition)
    head = standing_text(act.db, edition)
    if head is None:
        raise ValueError("an entered edition has a text")
    words, note = entries.without_note(text) if text is not None and text.strip() else (None, "")
    if words is not None and words == head.text:
        words = None
    facts = _complete(facts, note)
    changed = _changes(entries.facts_in(rows[-1]), facts)
    problems = impossible(
        facts,
        act.today,
        entries.neighbour(act.db, succeeding.previous_issued(act.db, edition)),
        entries.neighbour(act.db, entries.following(act.db, edition)),
    )
    problems |= _text_problems(text) if text is not None else {}
    problems |= _reason_problems(reason, Words("请写明更正的理由。", "Give the reason for the correction."))
    if words is not None:
        problems |= _made_on_top(act, edition)
    if not problems and not changed and words is None:
        problems[""] = Words("没有任何改动。", "Nothing was changed.")
    if problems:
        raise Unusable(problems)
    if facts.effective != edition.effective:
        edition.effective = facts.effective
        act.db.add(edition)
    entry = _add_entry(act, edition, facts, rows[-1].number + 1, reason.strip())
    after = _store_again(act, edition, head, words, reason) if words is not None else head
    finding.note(act.db, edition)
    record(
        act,
        "correct",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=after.fingerprint,
        changed=changed,
        old_text=head.fingerprint if words is not None else "",
        reason=reason.strip(),
    )
    return entry


def attach(
    act: Act,
    edition: Edition,
    sent: attaching.Sent,
    kind: ScanKind,
    about: str = "",
    *,
    largest: int = attaching.LARGEST_FILE,
) -> Scan:
    """Attach a scan of one of the papers of an entered edition. Raises Refused, or Unusable naming the field.

    largest  the most bytes a file may have
    """
    ask("attach", of_edition(act, edition))
    found = attaching.judged(sent, largest)
    problems = {}
    if isinstance(found, Words):
        problems["scan"] = found
    elif _is_there(act, edition, sent.content):
        name = attaching.file_name(sent)
        problems["scan"] = Words(f"{name}已经附上了。", f"{name} is attached already.")
    if len(about) > LONGEST_ABOUT:
        problems["about"] = Words(f"不能超过{LONGEST_ABOUT}字。", f"At most {LONGEST_ABOUT} characters.")
    if problems or isinstance(found, Words):
        raise Unusable(problems)
    attachment = attaching.keep(act, sent, found)
    scan = Scan(
        edition_id=edition.id,
        attachment_id=attachment.id,
        kind=kind,
        about=about.strip(),
        attached_by=act.person_id,
        at=act.now,
    )
    act.db.add(scan)
    act.db.flush()
    record(
        act,
        "attach",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        kind=kind.value,
        file=attachment.name,
        about=scan.about,
        sha256=attachment.sha256,
    )
    return scan


def strike(act: Act, edition: Edition, reason: str) -> None:
    """Strike out an edition that should never have been entered. It stays in the record; its number is not used again."""
    ask("strike", of_edition(act, edition))
    problems = _reason_problems(reason, Words("请写明撤销的理由。", "Give the reason for striking it out."))
    if problems:
        raise Unusable(problems)
    before = succeeding.previous_issued(act.db, edition)
    move(edition, "strike", State.WITHDRAWN)
    record(
        act,
        "strike",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        reason=reason.strip(),
        again=before.number if before else None,
    )


def told(facts: PaperFacts) -> dict[str, Any]:
    """The facts that are known, as an event keeps them: days as ISO dates."""
    return {name: value for name in FACTS if (value := _plain(getattr(facts, name))) not in (None, "")}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _new_regulation(act: Act, place: Named) -> Regulation:
    return beginning.new_regulation(
        act,
        slug=place.slug,
        kind=RegulationKind.REGULATION,
        name_zh=place.name_zh,
        name_en=place.name_en,
        language=place.language,
    )


def _complete(facts: PaperFacts, note: str) -> PaperFacts:
    """The facts without blanks around them, with the note of the text and the usual English name of the session."""
    words = {name: value.strip() for name in FACTS if isinstance(value := getattr(facts, name), str)}
    words["note"] = words["note"] or note
    words["session_en"] = words["session_en"] or english_session(words["session"])
    return replace(facts, **words)  # type: ignore[arg-type]


def _add_entry(act: Act, edition: Edition, facts: PaperFacts, number: int, reason: str) -> Entry:
    entry = Entry(
        edition_id=edition.id,
        number=number,
        reason=reason,
        entered_by=act.person_id,
        at=act.now,
        **{name: getattr(facts, name) for name in FACTS},
    )
    act.db.add(entry)
    act.db.flush()
    return entry


def _store_again(act: Act, edition: Edition, head: Snapshot, words: str, reason: str) -> Snapshot:
    return storing.store(act, edition, head.language, storing.settled(words), head, reason.strip()[:500])


def _changes(old: PaperFacts, new: PaperFacts) -> dict[str, list[Any]]:
    """Field → before and after, of what differs."""
    return {
        name: [_plain(getattr(old, name)), _plain(getattr(new, name))]
        for name in FACTS
        if getattr(old, name) != getattr(new, name)
    }


def _text_problems(text: str) -> dict[str, Words]:
    try:
        words, _ = entries.without_note(text)
    except Unusable as error:
        return error.problems
    if words.strip():
        return {}
    return {"text": Words("正文是空的。", "The text is empty.")}


def _reason_problems(reason: str, missing: Words) -> dict[str, Words]:
    if not reason.strip():
        return {"reason": missing}
    if len(reason) > LONGEST_REASON:
        return {"reason": Words(f"不能超过{LONGEST_REASON}字。", f"At most {LONGEST_REASON} characters.")}
    return {}


def _made_on_top(act: Act, edition: Edition) -> dict[str, Words]:
    """An edition drafted in the house was read and voted on against the words as they were."""
    after = entries.following(act.db, edition)
    while after is not None and standing.entry_of(act.db, after) is not None:
        after = entries.following(act.db, after)
    if after is None:
        return {}
    return {
        "text": Words(
            f"第{after.number}版是以这份正文为基础在系统中办理的，正文不能再更正；请在第{after.number}版或者以后的版本中改正。",
            f"Edition {after.number} was made in the system on top of these words; put them right there or in a later one.",
        )
    }


def _is_there(act: Act, edition: Edition, content: bytes) -> bool:
    same = (
        select(Scan.id)
        .join(Attachment, Attachment.id == Scan.attachment_id)  # type: ignore[arg-type]
        .where(Scan.edition_id == edition.id, Attachment.sha256 == hashlib.sha256(content).hexdigest())
    )
    return act.db.exec(same).first() is not None
