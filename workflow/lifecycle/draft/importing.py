"""Imports: files begun to be read into a draft or an entry, corrected, dropped. Nothing of them is in any edition yet, so none of it is an event."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select

from workflow.lifecycle.acting import Act, ask
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.text.incoming import Incoming, Purpose
from workflow.rules import visibility
from workflow.rules.visibility import Matter, Piece, Reader, Stage
from workflow.words import Language, Vocabulary, Words

#: How many files one person keeps on their way in; the oldest goes when another one comes.
KEPT = 20
#: How long a file waits to be taken over before it goes by itself.
LASTING = timedelta(days=30)
LONGEST_NAME = 200
#: The facts that name the words taken over, and how the tracked changes of the file were taken.
TAKEN, SETTLED = "taken", "settled"


class Settled(Vocabulary):
    """How the tracked changes of a file are read, where none of them becomes a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @classmethod
    def called(cls, asked: str | None) -> "Settled":
        """What a form asks for; as accepted where it asks for nothing there is."""
        return next((one for one in cls if one.value == asked), cls.ACCEPTED)


_SETTLED_WORDS = {
    Settled.ACCEPTED: Words("按接受读入", "read as accepted"),
    Settled.REJECTED: Words("按拒绝读入", "read as rejected"),
}


class Waiting(NamedTuple):
    """An import without its bytes and words."""

    id: int
    name: str
    language: Language
    at: datetime


def begin(
    act: Act,
    purpose: Purpose,
    edition: Edition | None,
    language: Language,
    name: str,
    content: bytes,
    text: str,
    facts: Mapping[str, Any] | None = None,
) -> Incoming:
    """Keep a file that somebody imports, with the text read from it and what else is known of it. Returns it, flushed.

    name   of the file, for a person to recognise; cut when it is longer than anybody's
    facts  whatever the page needs to go on, made of what JSON can hold

    What the person began long ago, or has too much of, goes. Raises Refused when a draft's text is not in drafting,
    Unusable when `text` is no text.
    """
    _ask(act, purpose, edition)
    texts.ask_text(text)
    _clear(act)
    brought = Incoming(
        person_id=act.person_id,
        purpose=purpose,
        edition_id=edition.id if edition else None,
        language=language,
        name=name[-LONGEST_NAME:],
        content=content,
        text=text,
        facts=_written(facts or {}),
        at=act.now,
    )
    act.db.add(brought)
    act.db.flush()
    return brought


def find(act: Act, number: int, purpose: Purpose) -> Incoming | None:
    """The import of the person who acts under `number` for `purpose`; None for another's, a dropped or an old one."""
    wanted = select(Incoming).where(Incoming.id == number, Incoming.purpose == purpose, Incoming.at > act.now - LASTING)
    found = act.db.exec(wanted).first()
    reader = Reader(person=act.person.id if act.person else None)
    if found is None or not visibility.can_read(reader, Piece(Matter.INCOMING, Stage.OWN, owner=found.person_id)):
        return None
    return found


def waiting(act: Act, purpose: Purpose, edition: Edition | None = None) -> list[Waiting]:
    """The imports of the person who acts for `purpose` (and for `edition`, when one is given), the newest first."""
    if act.person is None:
        return []
    mine = select(Incoming.id, Incoming.name, Incoming.language, Incoming.at).where(
        Incoming.person_id == act.person_id, Incoming.purpose == purpose, Incoming.at > act.now - LASTING
    )
    if edition is not None:
        mine = mine.where(Incoming.edition_id == edition.id)
    found = act.db.exec(mine.order_by(col(Incoming.at).desc(), col(Incoming.id).desc()))
    return [Waiting(number, name, Language(language), at) for number, name, language, at in found]


def facts_of(incoming: Incoming) -> dict[str, Any]:
    """What is known of a file besides its text, as it was last written."""
    told = json.loads(incoming.facts)
    return told if isinstance(told, dict) else {}


def correct(
    act: Act, incoming: Incoming, *, text: str | None = None, facts: Mapping[str, Any] | None = None
) -> Incoming:
    """Write other words, or other facts, into an import; what is None stays as it was. Returns it, flushed.

    Raises Refused when a draft's text is no longer in drafting, Unusable when `text` is no text.
    """
    _ask(act, incoming.purpose, _edition_of(act, incoming))
    if text is not None:
        texts.ask_text(text)
        incoming.text = text
    if facts is not None:
        incoming.facts = _written(facts)
    act.db.add(incoming)
    act.db.flush()
    return incoming


def take_over(
    act: Act, incoming: Incoming, text: str, tracked: int = 0, settled: Settled = Settled.ACCEPTED
) -> Incoming:
    """Note that `text` was made of this file and put before its owner. It goes when that is saved. Returns it, flushed.

    tracked  how many tracked changes the file holds, all of which were read as `settled`
    """
    how = {SETTLED: [tracked, settled]} if tracked else {}
    return correct(act, incoming, facts={**facts_of(incoming), TAKEN: _name(text), **how})


def came_from(act: Act, number: int) -> Words:
    """Where words came from that were taken over from a file of this person, as a note to their saving tells it."""
    file = act.db.get_one(Incoming, number)
    tracked, way = facts_of(file).get(SETTLED, (0, ""))
    how = _SETTLED_WORDS[Settled.called(way)]
    changes = (
        Words(f"（{tracked}处修订{how.zh}）", f" (tracked changes: {tracked}, {how.en})") if tracked else Words("", "")
    )
    return Words(f"从文件“{file.name}”导入{changes.zh}", f"Imported from “{file.name}”{changes.en}")


def is_taken(incoming: Incoming, text: str) -> bool:
    """Whether `text` is what was taken over from this file last: to put something else in its place loses nothing."""
    return facts_of(incoming).get(TAKEN) == _name(text)


def let_go(act: Act, edition: Edition, language: Language, *, saved: bool) -> None:
    """What was taken over from files was saved, and they go; or it was given up, and they wait again."""
    for one in waiting(act, Purpose.DRAFT, edition):
        file = act.db.get_one(Incoming, one.id) if one.language == language else None
        facts = facts_of(file) if file is not None else {}
        if file is None or TAKEN not in facts:
            continue
        if saved:
            drop(act, file)
        else:
            file.facts = _written({name: value for name, value in facts.items() if name != TAKEN})
            act.db.add(file)


def drop(act: Act, incoming: Incoming) -> None:
    """Let a file go: it was taken over, or its owner wants it no more. What is gone already stays gone."""
    act.db.exec(sa.delete(Incoming).where(col(Incoming.id) == incoming.id, col(Incoming.person_id) == act.person_id))


def _ask(act: Act, purpose: Purpose, edition: Edition | None) -> None:
    """Only a file that becomes the text of an edition waits on that edition's state."""
    if purpose is Purpose.DRAFT and edition is not None:
        ask("save", of_edition(act, edition))


def _edition_of(act: Act, incoming: Incoming) -> Edition | None:
    return act.db.get(Edition, incoming.edition_id) if incoming.edition_id else None


def _clear(act: Act) -> None:
    """Take out what is too old, anybody's, and leave room for one more of this person's. No bytes are read for it."""
    act.db.exec(sa.delete(Incoming).where(col(Incoming.at) <= act.now - LASTING))
    mine = select(Incoming.id).where(Incoming.person_id == act.person_id)
    newest = mine.order_by(col(Incoming.at).desc(), col(Incoming.id).desc()).limit(KEPT - 1)
    kept = list(act.db.exec(newest))
    act.db.exec(sa.delete(Incoming).where(col(Incoming.person_id) == act.person_id, col(Incoming.id).not_in(kept)))


def _written(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _name(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
