"""What a guess says and which words of the file it is about."""

import pytest

from tests.publishing.word.files.canteen import LINES, canteen
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.reading.guessing import (
    Guess,
    Guessed,
    heading_by_look,
    heading_by_style,
    merged,
    note,
    number,
    strange,
)
from workflow.words import Words


@pytest.mark.parametrize(
    ("said", "kind", "about"),
    [
        (number("第一条"), Guessed.NUMBER, "第一条"),
        (heading_by_style("供餐", "heading 1"), Guessed.HEADING, "供餐"),
        (heading_by_look("供餐"), Guessed.HEADING, "供餐"),
        (note("以打卡为准。"), Guessed.NOTE, "以打卡为准。"),
        (strange(Guessed.PICTURE, "（图片1）", "厂区平面图", left_out=False), Guessed.PICTURE, "（图片1）"),
        (strange(Guessed.PICTURE, "（图片1）", "", left_out=True), Guessed.PICTURE, ""),
        (merged(), Guessed.MERGED, ""),
    ],
)
def test_what_a_guess_is_about(said: Words, kind: Guessed, about: str):
    assert Guess(1, said.zh, said.en, kind).about == about


def test_the_file_that_the_trials_import():
    read = read_document(canteen())
    assert read.text.splitlines() == LINES
    assert [(one.line, one.kind) for one in read.guesses if one.kind != "number"] == [
        (5, Guessed.HEADING),
        (7, Guessed.NOTE),
        (11, Guessed.PICTURE),
    ]
    assert sum(one.kind == "number" for one in read.guesses) == 8
