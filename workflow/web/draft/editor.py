"""The editor of the drafting desk: opened on the words of the field as a row of keyed blocks, and closed into words again."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from workflow.lifecycle import storing
from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.draft import keying
from workflow.records.regulation import edition_at
from workflow.text.given import keyed
from workflow.text.keyed.as_json import as_json
from workflow.text.keyed.bridge import NotCarried, row_of
from workflow.text.tree import Document
from workflow.web.draft.drafting import DRAFTER, place_of, typed_words
from workflow.web.request import visit
from workflow.web.request.guard import guarded
from workflow.words import Words

desk = Blueprint("editor", __name__)


@desk.post("/regulations/<slug>/editions/<int:number>/draft/row")
@guarded(DRAFTER)
def row(slug: str, number: int) -> tuple[Response, int]:
    """The words of the field as a row, for the editor. Nothing is kept or changed.

    200 {"row"} · 422 {"why"} what cannot be read, or what a row could not give back to the letter, with its place
    A row that was kept with these words is given as it was kept: it knows what it is about.
    With `apart`, the words come from elsewhere and are to be put in: their provisions have fresh keys.
    """
    _, edition, language = place_of(slug, number)
    try:
        text, _ = typed_words()
        act = visit.reader()
        current = edition_at(act.db, edition.id)
        if "apart" in request.form and text.strip():
            found = row_of(_fresh(storing.settled(text).document))
        else:
            found = keying.opened(act, current, language, text, visit.newest_text(current, language))
        return jsonify(row=as_json(found)), 200
    except Unusable as error:
        return jsonify(why=" ".join(visit.say(one) for one in error.problems.values())), 422
    except NotCarried as error:
        return jsonify(why=visit.say(_kept_as_words(error))), 422


@desk.post("/regulations/<slug>/editions/<int:number>/draft/words")
@guarded(DRAFTER)
def words(slug: str, number: int) -> tuple[Response, int]:
    """A row as the words of the field. 200 {"words"} · 422 {"why"}. Nothing is kept or changed."""
    place_of(slug, number)
    try:
        return jsonify(words=typed_words()[0]), 200
    except Unusable as error:
        return jsonify(why=" ".join(visit.say(one) for one in error.problems.values())), 422


def _fresh(document: Document) -> Document:
    """A text from elsewhere, each provision with a key of its own."""
    return keyed(document, {id(unit): storing.new_key() for unit in document.root.walk()})


def _kept_as_words(error: NotCarried) -> Words:
    return Words(
        f"这份正文第{error.line}行的写法编辑器还不能原样保留，所以仍用文本框：“{error.words[:40]}”",
        f"The editor cannot keep line {error.line} of this text exactly as it stands, so it stays in the text area: "
        f"“{error.words[:60]}”",
    )
