"""Faces: each role has a file that draws every character a regulation needs, and a substitute is spoken of."""

import shutil
from pathlib import Path

import pytest

from workflow import paths
from workflow.config import Settings
from workflow.publishing.faces import fonts

RARE = "喆堃旻玥犇翀祎璟镕㼆"


@pytest.fixture
def installed() -> fonts.Faces:
    """The faces of this machine."""
    return fonts.faces(Settings.from_environ({}))


@pytest.fixture
def bare(monkeypatch, tmp_path) -> Path:
    """The folder of a machine where set-up could not install any face."""
    monkeypatch.setattr(paths, "fonts", lambda: tmp_path)
    return tmp_path


def test_set_up_gives_every_role_a_face_of_its_own(installed: fonts.Faces):
    assert installed.substituted == ()
    assert installed.notice is None
    assert len({face.path for face in installed.roles.values()}) == len(fonts.ROLES)


@pytest.mark.parametrize("role", fonts.ROLES)
def test_each_face_draws_gb2312_and_the_marks_of_documents(installed: fonts.Faces, role: str):
    assert fonts.missing_characters(installed.roles[role].path, fonts.required_characters()) == ""


def test_the_required_characters_are_all_of_gb2312():
    assert len(fonts.required_characters()) == 6763 + len(fonts.MARKS)


@pytest.mark.parametrize("role", fonts.ROLES)
def test_rare_characters_of_names_are_drawn_by_the_complete_face_behind(installed: fonts.Faces, role: str):
    assert installed.uncovered(RARE, role) == ""


def test_what_no_face_draws_is_named_once(installed: fonts.Faces):
    assert installed.uncovered("甲\U0001f600乙\U0001f600丙 \n") == "\U0001f600"


def test_english_is_drawn_in_four_cuts_and_figures_in_a_light_one(installed: fonts.Faces):
    assert [(face.weight, face.style) for face in installed.latin] == [
        (400, "normal"),
        (700, "normal"),
        (400, "italic"),
        (700, "italic"),
        (300, "normal"),
    ]
    for face in installed.latin:
        assert fonts.missing_characters(face.path, "Article § 12 — “on” – ‘it’ … é") == ""


def test_without_the_faces_song_stands_in_and_a_sentence_says_so(bare: Path):
    given = fonts.faces(Settings.from_environ({}))
    assert given.substituted == ("fangsong", "kai", "xiaobiaosong")
    assert given.notice is not None
    assert given.notice.zh == "本机没有仿宋、楷体、小标宋字体，以宋体代替。"
    assert given.notice.en == "This machine has no Fangsong, Kai, Xiaobiaosong face; Song is used instead."
    assert given.roles["fangsong"] == given.complete["song"]
    assert given.roles["hei"] == given.complete["hei"]
    assert given.uncovered(fonts.required_characters()) == ""


def test_an_enterprise_names_its_own_licensed_file(bare: Path, installed: fonts.Faces, tmp_path: Path):
    own = tmp_path / "own.otf"
    shutil.copy(installed.complete["hei"].path, own)
    given = fonts.faces(Settings.from_environ({"FONT_XIAOBIAOSONG": str(own)}))
    assert given.roles["xiaobiaosong"].path == own
    assert given.substituted == ("fangsong", "kai")


def test_an_enterprises_own_song_is_also_the_one_that_stands_in(bare: Path, tmp_path: Path, installed: fonts.Faces):
    own = tmp_path / "song.otf"
    shutil.copy(installed.complete["song"].path, own)
    given = fonts.faces(Settings.from_environ({"FONT_SONG": str(own)}))
    assert given.roles["kai"].path == own


def test_a_file_that_changed_is_read_again(installed: fonts.Faces, tmp_path: Path):
    file = tmp_path / "face"
    shutil.copy(installed.latin[0].path, file)
    assert fonts.missing_characters(file, "职") == "职"
    shutil.copy(installed.complete["song"].path, file)
    assert fonts.missing_characters(file, "职") == ""


def test_without_any_face_the_sentence_says_what_to_type(monkeypatch):
    monkeypatch.setattr(fonts, "find_spec", lambda _: None)
    with pytest.raises(fonts.FontsMissing, match="type make run again"):
        fonts.faces(Settings.from_environ({}))


def test_what_can_be_printed_is_known(installed: fonts.Faces):
    can = set(map(chr, installed.printable))
    assert set(fonts.required_characters() + RARE + "₀₁₂₃₄₅₆₇₈₉₊₋₌⁰⁵⁺⁻⁼²³¹½µΩαβ±×÷≤≥≠℃‰㎡①⑩Ⅱ№§") <= can
    # Marks of direction, joiners, combining marks, selectors, private use, emoji, controls, a script that no face has.
    assert not can & set("\u202e\u200f\u200d\u0301\ufe0f\U000e0100\ue000\U0001f600\x07א")
