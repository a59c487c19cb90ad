"""A text as a row of keyed blocks on somebody's desk: opened, kept while it is edited, and saved with its keys."""

import json
from contextlib import suppress

from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import drafting, setting_aside
from workflow.lifecycle.facts import texts
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot, WorkingCopy
from workflow.text.given import keyed
from workflow.text.keyed.as_json import NotARow, as_json, row_from
from workflow.text.keyed.blocks import Row
from workflow.text.keyed.bridge import Spelled, row_of, spelled_out
from workflow.text.keyed.citing import Broken
from workflow.text.tree import Document
from workflow.words import Language, Words


def opened(act: Act, edition: Edition, language: Language, text: str, newest: Snapshot | None) -> Row:
    """The row that a person goes on from who has the words `text` before them: as it was kept with these words, where it was.

    newest  the text that the words were changed from. Raises NotCarried for a text that a row cannot give back to the letter, and
    Unusable for words that cannot be read
    """
    if not text.strip():
        return Row(language.script, ())
    copy = drafting.working_copy(act.db, act.person_id, edition, language)
    if copy is not None and copy.row is not None and copy.text == text.replace("\r\n", "\n"):
        with suppress(NotARow):  # kept by an earlier release: the words are all there
            return row_from(json.loads(copy.row))
    return row_of(storing.would_be(act.db, edition, language, text, newest))


def read(sent: object) -> tuple[Row, Spelled]:
    """What a browser sent as a row, and its text. Raises Unusable with one sentence."""
    try:
        row = row_from(sent)
    except NotARow as error:
        raise Unusable({"text": error.words}) from error
    made = spelled_out(row, storing.new_key)
    texts.ask_text(made.text)
    return row, made


def keep(
    act: Act, edition: Edition, language: Language, row: Row, made: Spelled, base: Snapshot | None, *, known: str, window: str
) -> tuple[WorkingCopy | None, bool]:  # fmt: skip
    """Keep a row as the words on a person's desk, as `setting_aside.keep` keeps words; the row stays with them.

    Where another window's words are kept, the words of this one go aside as a text. Raises Refused, Unusable
    """
    copy, apart = setting_aside.keep(act, edition, language, made.text, base, known=known, window=window)
    if copy is not None and not apart:
        copy.row = json.dumps(as_json(row), ensure_ascii=False)
        act.db.add(copy)
        act.db.flush()
    return copy, apart


def save(
    act: Act, edition: Edition, language: Language, made: Spelled, base: Snapshot | None, note: str = ""
) -> tuple[Snapshot, bool]:
    """Save the text of a row: what has a key in the row has it in the snapshot. Raises as `drafting.save`.

    Unusable too for a reference to what is not there, when no question about it would keep the text from being submitted:
    one that was never saved while it was right.
    """
    before = texts.tree_of(act.db, base) if base is not None else None
    unheard = [one for one in made.broken if not _was_saved(before, one, made.document)]
    if unheard:
        raise Unusable({"text": broken_words(unheard[0])})
    document = _without(made.document, made.fresh)
    return drafting.save(act, edition, language, made.text, base, note, storing.Settled(made.text, document))


def broken_words(one: Broken) -> Words:
    """One sentence: where a reference stands that names nothing, and what to do."""
    zh, en = one.within or "正文", one.within or "the text"
    if one.gone:
        return Words(
            f"{zh}中的“{one.words}”所指的条文已经不在文本中，请改正或删去这处引用。",
            f"“{one.words}” in {en} was meant for a provision that is not in the text any more: correct or remove it.",
        )
    return Words(
        f"{zh}中的“{one.words}”写不成指向原来条文的引用，请重新写明。",
        f"“{one.words}” in {en} cannot be written so that it names its provision: write it anew.",
    )


def _was_saved(before: Document | None, one: Broken, after: Document) -> bool:
    """Whether the reference stood in the text that was saved last, so that the save asks about it."""
    if before is None:
        return False
    holds = {unit.key for unit in before.root.walk() if one.words in unit.text}
    here = next((unit for unit in after.root.walk() if unit.key == one.key), None)
    return here is not None and any(unit.key in holds for unit in here.walk())


def _without(document: Document, keys: frozenset[str]) -> Document:
    """`document` without those of its keys that were made for want of any: likeness may know better."""
    return keyed(document, {id(unit): "" for unit in document.root.walk() if unit.key in keys})
