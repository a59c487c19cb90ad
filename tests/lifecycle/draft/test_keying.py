"""A text edited as a row of blocks: opened, kept, saved with the keys of the row; what is sent by whoever means ill."""

import json
from dataclasses import replace

import pytest

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting, keying, setting_aside
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.references import open_in, question_words
from workflow.records.regulation import RegulationKind
from workflow.text.keyed.as_json import TWICE, as_json, row_from
from workflow.text.keyed.blocks import Block, Row
from workflow.text.tree import Kind
from workflow.words import Language

CITING = TEXT.replace("第五条　本办法由后勤部门负责解释。", "第五条　本办法由后勤部门负责解释，第三条除外。")
NEW = "n0000000000000000000new"
OWN = "n0000000000000000000own"
PERMIT = Block(NEW, Kind.ARTICLE, content=("食堂应当办理食品经营许可。",), own=OWN)


@pytest.fixture
def house(reached: Reached) -> House:
    made = reached("create")
    made.save(CITING)
    return made


def _opened(house: House, who: str = "drafter") -> Row:
    with house.asking(who) as act:
        edition = house.edition(act)
        newest = texts.latest(act.db, edition, Language.ZH)
        copy = drafting.working_copy(act.db, act.person_id, edition, Language.ZH)
        words = copy.text if copy else newest.text if newest else ""
        return keying.opened(act, edition, Language.ZH, words, newest)


def _with_permit(row: Row) -> Row:
    at = next(at for at, block in enumerate(row.blocks) if block.label == "第三条")
    return replace(row, blocks=(*row.blocks[:at], PERMIT, *row.blocks[at:]))


def _keep(house: House, row: Row, known: str = "") -> str:
    with house.acting("drafter") as act:
        edition = house.edition(act)
        sent, made = keying.read(json.loads(json.dumps(as_json(row))))
        newest = texts.latest(act.db, edition, Language.ZH)
        copy, apart = keying.keep(act, edition, Language.ZH, sent, made, newest, known=known, window="w")
        assert not apart
        return setting_aside.mark(copy)


def _save(house: House, row: Row, who: str = "drafter") -> str:
    with house.acting(who) as act:
        edition = house.edition(act)
        _, made = keying.read(as_json(row))
        return keying.save(act, edition, Language.ZH, made, texts.latest(act.db, edition, Language.ZH))[0].text


def _keys(house: House) -> dict[str, str]:
    """The words of what stands in the newest text → its key."""
    with house.asking() as act:
        newest = texts.authentic(act.db, house.edition(act))
        assert newest is not None
        walked = texts.tree_of(act.db, newest).root.walk()
        return {one.text or one.label: one.key for one in walked if one.text or one.label}


def test_an_article_put_in_moves_numbers_and_references_and_keeps_every_key(house: House):
    before = _keys(house)
    text = _save(house, _with_permit(_opened(house)))
    assert "第三条　食堂应当办理食品经营许可。" in text
    assert "第六条　本办法由后勤部门负责解释，第四条除外。" in text
    after = _keys(house)
    assert after["第三条"] == NEW
    assert after["食堂应当办理食品经营许可。"] == OWN
    for old, new in (
        ("第一条", "第一条"),
        ("第三条", "第四条"),
        ("第六条", "第七条"),
        ("每日公布菜谱；", "每日公布菜谱；"),
    ):
        assert after[new] == before[old]
    with house.asking() as act:
        assert open_in(act.db, house.edition(act)) == []


def test_words_in_which_nothing_is_alike_keep_their_key(house: House):
    before = _keys(house)
    row = _opened(house)
    worded = tuple(replace(one, content=("完全是别的话。",)) if one.label == "第二条" else one for one in row.blocks)
    _save(house, replace(row, blocks=worded))
    assert _keys(house)["第二条"] == before["第二条"]


def test_a_row_stays_on_the_desk_until_words_are_typed_as_a_text(house: House):
    row = _with_permit(_opened(house))
    mark = _keep(house, row)
    assert _opened(house) == row
    with house.acting("drafter") as act:
        edition = house.edition(act)
        newest = texts.latest(act.db, edition, Language.ZH)
        setting_aside.keep(act, edition, Language.ZH, CITING, newest, known=mark, window="w")
    assert NEW not in set(_opened(house).keys())


def test_a_deleted_target_is_asked_about_and_keeps_the_text_from_being_submitted(house: House):
    row = _opened(house)
    gone = {one.key for one in row.blocks if one.label == "第三条"} | {
        one.key for one in row.blocks if one.words.startswith("夜班职工")
    }
    left = replace(row, blocks=tuple(one for one in row.blocks if one.key not in gone))
    _, made = keying.read(as_json(left))
    assert [keying.broken_words(one).zh for one in made.broken] == [
        "第四条中的“第三条”所指的条文已经不在文本中，请改正或删去这处引用。"
    ]
    _save(house, left)
    with house.asking() as act:
        (question,) = open_in(act.db, house.edition(act))
        assert question.gone
        assert "“第三条”" in question_words(question).zh
    with pytest.raises(Refused):
        house.submit()


def test_a_reference_that_was_never_right_in_any_saved_text_is_refused_when_saved(house: House):
    row = _opened(house)
    sent = as_json(row)
    sent["blocks"][-1]["content"] = ["参照", {"to": "nothing", "words": "第一条"}]
    with pytest.raises(Unusable) as refused:
        _save(house, row_from(sent))
    assert "第六条中的“第一条”" in refused.value.problems["text"].zh


# what is sent by whoever means ill


def test_a_key_twice_is_refused_in_one_sentence(house: House):
    sent = as_json(_opened(house))
    sent["blocks"].append(sent["blocks"][-1])
    with pytest.raises(Unusable) as refused:
        keying.read(sent)
    assert refused.value.problems["text"] == TWICE


def test_a_key_of_another_regulation_is_given_to_nothing(house: House):
    _save(house, _with_permit(_opened(house)))
    with house.acting("drafter") as act:
        other = drafting.create(
            act, slug="dormitory", kind=RegulationKind.REGULATION, name_zh="宿舍办法", name_en="Dormitory Rules"
        )
        for foreign in (NEW, "0123456789abcdef", "n" + "0" * 60):
            _, made = keying.read(
                {"language": "zh-Hans", "blocks": [
                    {"key": "t", "kind": "title", "content": ["宿舍办法"]},
                    {"key": foreign, "kind": "article", "content": [f"宿舍归{len(foreign)}号楼管理。"]},
                ]}
            )  # fmt: skip
            newest = texts.latest(act.db, other, Language.ZH)
            snapshot, _ = keying.save(act, other, Language.ZH, made, newest)
            keys = {one.key for one in texts.tree_of(act.db, snapshot).root.walk()}
            assert foreign not in keys
            assert "t" not in keys


def test_a_row_of_another_edition_is_held_to_the_words(house: House):
    row = _opened(house)
    before = _keys(house)
    strange = replace(row, blocks=tuple(replace(one, key=f"x{one.key}", own="") for one in row.blocks))
    with pytest.raises(Unusable):  # its references name provisions of the other edition
        _save(house, strange)
    typed = tuple(replace(one, content=(one.words,) if one.words else ()) for one in strange.blocks)
    _save(house, _with_permit(replace(strange, blocks=typed)))
    after = _keys(house)
    assert after["每日公布菜谱；"] == before["每日公布菜谱；"]
    assert after["第四条"] == before["第三条"]


def test_only_who_drafts_keeps_and_saves(house: House):
    row = _opened(house)
    for who in ("legal", "secretary", "stranger"):
        with pytest.raises(Refused):
            _save(house, _with_permit(row), who)
