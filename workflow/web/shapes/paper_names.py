"""What the files of a text are called: its title, what the file is of it, the edition, its state, its document number.

All of it is said of the very text that is in the file and in its language, so that a name tells nothing that its file does
not: the title of a draft that nobody submitted is in no name but that of the draft itself.
"""

from workflow.lifecycle.facts import texts
from workflow.papers import state_words
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.web.request import visit
from workflow.web.request.sending import file_name
from workflow.words import Language, Words

#: What the file of an edition is that is no longer its present text.
AS_ISSUED = Words("印发原件", "as issued")
TABLE = Words("修订对照表", "comparison table")
CHANGES = Words("修订", "changes")
NO_WORDS = Words("", "")


def name_of(
    snapshot: Snapshot, ending: str, *, number: str = "", what: Words = NO_WORDS, state: Words | None = None
) -> str:
    """The name of a file that holds `snapshot`, or something made of it.

    number  the document number, where the text has one
    what    what the file is, when not simply the text
    state   of the text; that of its edition on this day when None
    """
    database, language = visit.db(), snapshot.language
    edition = database.get_one(Edition, snapshot.edition_id)
    title = texts.tree_of(database, snapshot).title.replace("\n", " " if language == Language.EN else "")
    said = state_words(database, edition, visit.reader().today) if state is None else state
    parts = [what, edition_words(edition.number), said]
    return file_name(ending, title, *(one.in_language(language) for one in parts), number)


def name_of_decision(snapshot: Snapshot, state: Words) -> str:
    """The name of the amending decision that leads to `snapshot`."""
    database, language = visit.db(), snapshot.language
    edition = database.get_one(Edition, snapshot.edition_id)
    title = texts.tree_of(database, snapshot).title.replace("\n", " " if language == Language.EN else "")
    title = Words(f"关于修改《{title}》的决定", f"Decision amending {title}").in_language(language)
    return file_name(".pdf", title, *(one.in_language(language) for one in (edition_words(edition.number), state)))


def edition_words(number: int) -> Words:
    """第2版, edition 2."""
    return Words(f"第{number}版", f"edition {number}")
