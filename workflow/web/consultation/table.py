"""Opinions in a table with any headers: which column is what is guessed, or said by whoever brings it; all rows or none."""

import hashlib

from flask import request

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.consultation.gathering import Given
from workflow.publishing.spreadsheet.reading import read_apart
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.rules.consultation.words import ROWS
from workflow.rules.roster.opinions import OPINIONS, place_meant
from workflow.rules.roster.questions import letters
from workflow.rules.roster.reading import Understood, read
from workflow.web.consultation.shown import Asked
from workflow.web.request.files import sent_file
from workflow.words import Words

#: Sentences about rows that are said at once.
_SAID = 5


def opinions_in_file(one: Asked) -> tuple[list[Given], str]:
    """The opinions in the file of this form, and its SHA-256. Raises Unusable: the page then tells the headers that it has."""
    sent = sent_file()
    if sent is None:
        raise Unusable({"file": Words("请先选择文件。", "Choose a file first.")})
    try:
        book = read_apart(sent.content)  # no transaction is open while a file is read
    except TableUnreadable as error:
        raise Unusable({"file": error.words}) from error
    rows = next((sheet.rows for sheet in book.sheets if sheet.rows), ())
    table = read(rows, OPINIONS, chosen=_chosen(), epoch=book.epoch)
    if len(table.people) > ROWS:
        raise Unusable({"file": Words(f"一次最多导入{ROWS}条。", f"At most {ROWS:,} rows at a time.")})
    several, unknown = [], []
    for row in table.people:
        place = place_meant(row.words("about"), one.places)
        if place is None:
            unknown.append(
                Words(
                    f"第{row.row}行的条文“{row.words('about')[:20]}”在草案里没有。",
                    f"Row {row.row}: there is no “{row.words('about')[:20]}” in the draft.",
                )
            )
        several.append(Given(place or "", row.words("opinion"), row.words("name")))
    asked = [question.words for question in table.questions] + unknown
    if asked or not several:
        raise Unusable({"file": _told(asked, table)})
    return several, hashlib.sha256(sent.content).hexdigest()


def _chosen() -> dict[str, int | None]:
    """The columns that were typed as letters; the others are guessed."""
    out: dict[str, int | None] = {}
    for one in OPINIONS:
        typed = request.form.get(f"column:{one.name}", "").strip().upper()
        if len(typed) == 1 and "A" <= typed <= "Z":
            out[one.name] = ord(typed) - ord("A")
    return out


def _told(asked: list[Words], table: Understood) -> Words:
    headers = [f"{letters(at)} {said[:20]}" for at, said in enumerate(table.headers) if said][:26]
    several = asked[:_SAID]
    more = len(asked) - len(several)
    zh = "".join(one.zh for one in several) + (f"另有{more}处。" if more > 0 else "")
    en = " ".join(one.en for one in several) + (f" And {more} more." if more > 0 else "")
    if headers:
        zh, en = f"{zh}表头：{'、'.join(headers)}。", f"{en} Headers: {', '.join(headers)}."
    nothing = Words("没有导入任何一条。", "Nothing was taken.")
    return Words(zh + nothing.zh, f"{en} {nothing.en}")
