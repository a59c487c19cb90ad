"""A word of a vocabulary is, wherever it goes, the very characters it always was: stored, hashed, printed, sent."""

import copy
import json
import pickle
import urllib.parse

import pytest
from markupsafe import escape

from workflow.lifecycle.draft.importing import Settled
from workflow.publishing.values.facts import Paper
from workflow.publishing.word.reading.guessing import Guessed
from workflow.records.database.columns import settled_json
from workflow.text.amending.said.operations import Less, Portion, Reach, Side, Verb
from workflow.text.comparing.anchoring import Held
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.runs import Mark
from workflow.text.labels.clauses import Form
from workflow.text.references.citation import Apart
from workflow.text.tree import Kind
from workflow.words import Language, Script, Vocabulary, Words

VOCABULARIES = (
    Language,
    Script,
    Kind,
    Form,
    Apart,
    Verb,
    Side,
    Less,
    Reach,
    Portion,
    Fate,
    Mark,
    Guessed,
    Paper,
    Held,
    Settled,
)
ALL: list[Vocabulary] = [one for vocabulary in VOCABULARIES for one in vocabulary]


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{type(one).__name__}-{one.value}")
def test_a_word_reads_as_its_value_in_every_way_out(one: Vocabulary):
    plain = str(one.value)
    assert type(plain) is str
    for spelled in (
        str,
        repr,
        ascii,
        "{}".format,
        "{0!r:>9}".format,
        "%s".__mod__,
        escape,
        urllib.parse.quote,
        settled_json,
    ):
        assert spelled(one) == spelled(plain)
    for indent in (None, 1):  # the one is written in C, the other is not
        assert json.dumps({one: [one]}, indent=indent) == json.dumps({plain: [plain]}, indent=indent)
    assert settled_json({one: one, "a": [one]}) == settled_json({plain: plain, "a": [plain]})
    assert one.encode() == plain.encode()
    assert f"{one}\t".join((one, "x")) == f"{plain}\t".join((plain, "x"))
    assert hash(one) == hash(plain)
    assert {plain: 1}[one] == 1
    assert sorted([one, "m"]) == sorted([plain, "m"])


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{type(one).__name__}-{one.value}")
def test_a_word_is_itself_in_another_process(one: Vocabulary):
    """Orders for papers travel to printers, and the code asks `is`."""
    assert pickle.loads(pickle.dumps(one)) is one  # noqa: S301 (our own bytes)
    assert copy.deepcopy(one) is one


def test_a_language_is_called_by_its_two_letters():
    assert [Language.called(one) for one in ("zh", "en")] == list(Language)
    assert [Language.called(one) for one in ("fr", "ZH", "zh-Hans", "", None)] == [None] * 5


@pytest.mark.parametrize("spoken", [Language.EN, Script.ENGLISH])
def test_words_are_said_in_either_vocabulary(spoken: Language | Script):
    words = Words("第一条", "Article 1")
    assert words.in_language(spoken) == "Article 1"
    assert {words.in_language(one) for one in (Language.ZH, Script.SIMPLIFIED, Script.TRADITIONAL)} == {"第一条"}


def test_each_language_has_the_tag_that_its_pages_carry():
    assert [str(one.script) for one in Language] == ["zh-Hans", "en"]
    assert [one.language for one in Script] == [Language.ZH, Language.ZH, Language.EN]


def test_every_vocabulary_is_asked_above():
    assert {one.__name__ for one in Vocabulary.__subclasses__()} == {one.__name__ for one in VOCABULARIES}
