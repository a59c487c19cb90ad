"""Drafting: beginning, keeping, saving, submitting, taking back, ending, amending; each move done and refused."""

from typing import Any

import pytest
from sqlmodel import select

from tests.canteen import ENGLISH, TEXT
from tests.cast import SLUG, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.review import reviewing
from workflow.records.person import Person
from workflow.records.regulation import RegulationKind
from workflow.records.text.snapshot import Lineage, Snapshot, WorkingCopy
from workflow.rules.approvals import STRUCTURE
from workflow.rules.asking import reasons
from workflow.rules.people.roles import Capacity
from workflow.rules.states import State
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.words import Language

TEXT_AS_KEPT = write(parse(TEXT).document)
CHEAPER = TEXT.replace("十元，", "八元，")
WITHOUT_FIFTH = TEXT.replace("第五条　本办法由后勤部门负责解释。\n", "").replace("第六条", "第五条")
WITH_NEW_THIRD = (
    TEXT.replace("第六条", "第七条").replace("第五条", "第六条").replace("第四条", "第五条").replace("第三条", "第四条")
).replace("第二章　供餐\n", "第二章　供餐\n第三条　食堂应当办理食品经营许可。\n")


def begin(act: Act, **changes: str | None) -> None:
    given: dict[str, Any] = {"slug": SLUG, "name_zh": "食堂办法", "name_en": "Canteen Rules", **changes}
    drafting.create(act, kind=RegulationKind.REGULATION, **given)


# Beginning ----------------------------------------------------------------------------------------------------------


def test_create(reached: Reached):
    house = reached("create")
    assert house.state() is State.DRAFTING
    with house.asking() as act:
        assert house.edition(act).number == 1
        assert texts.authentic(act.db, house.edition(act)) is None


@pytest.mark.parametrize("who", ["legal", "secretary", "issuer", "delegate", "employee", "stranger", "admin"])
def test_create_is_for_drafters(reached: Reached, who: str):
    with pytest.raises(Refused), reached().acting(who) as act:
        begin(act)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Canteen"),
        ("slug", "食堂"),
        ("slug", ""),
        ("slug", "a--b"),
        ("slug", "a" * 81),
        ("slug", "../a"),
        ("name_zh", " "),
        ("name_zh", "字" * 121),
        ("name_en", ""),
        ("language", None),
    ],
)
def test_create_says_which_field_is_wrong(reached: Reached, field: str, value: str | None):
    with pytest.raises(Unusable) as found, reached().acting("drafter") as act:
        begin(act, **{field: value})
    assert list(found.value.problems) == [field]
    assert found.value.problems[field].zh
    assert found.value.problems[field].en


def test_an_address_name_is_given_once(reached: Reached):
    with pytest.raises(Unusable, match="taken"), reached("create").acting("drafter") as act:
        begin(act)


# Saving -------------------------------------------------------------------------------------------------------------


def test_save_keeps_the_canonical_text(reached: Reached):
    house = reached("create")
    house.save(TEXT.replace("\n", "\r\n") + "\n\n  \n")
    with house.asking() as act:
        newest = texts.authentic(act.db, house.edition(act))
        assert newest is not None
        assert "\r" not in newest.text
        assert newest.text.endswith("施行。\n")
        assert newest.number == 1


def test_saving_the_same_text_makes_no_second_snapshot(reached: Reached):
    house = reached("save")
    with house.acting("drafter") as act:
        edition = house.edition(act)
        newest = texts.latest(act.db, edition, Language.ZH)
        assert drafting.save(act, edition, Language.ZH, TEXT + "\n\n", newest) == (newest, False)
        assert drafting.save(act, edition, Language.ZH, TEXT, None) == (newest, False), (
            "a double click sends the older page again"
        )
        assert len(act.db.exec(select(Snapshot)).all()) == 1


@pytest.mark.parametrize("text", ["", " \n\t\n", "a\x00b", "字" * 1_000_001])
def test_what_is_no_text_is_not_saved(reached: Reached, text: str):
    house = reached("create")
    with pytest.raises(Unusable) as found:
        house.save(text)
    assert list(found.value.problems) == ["text"]


def test_a_save_that_came_second_is_told_so_and_loses_no_word(reached: Reached):
    house = reached("save")
    with house.asking() as act:
        opened = texts.latest(act.db, house.edition(act), Language.ZH)
        assert opened is not None
        number = opened.id
    house.save(CHEAPER, who="second-drafter")
    mine = TEXT.replace("二十元", "二十五元")
    with pytest.raises(drafting.Stale) as stale, house.acting("drafter") as act:
        drafting.save(act, house.edition(act), Language.ZH, mine, act.db.get(Snapshot, number))
    assert stale.value.text == mine
    assert stale.value.base is not None
    assert (stale.value.base.id, stale.value.base.text) == (number, TEXT_AS_KEPT)
    assert "八元" in stale.value.theirs.text
    with house.acting("drafter") as act:
        drafting.keep(act, house.edition(act), Language.ZH, mine, act.db.get(Snapshot, number))
    with house.asking("drafter") as act:
        copy = drafting.working_copy(act.db, act.person_id, house.edition(act), Language.ZH)
        assert copy is not None
        assert copy.text == mine
        assert copy.base_snapshot_id == number
        assert len(act.db.exec(select(Snapshot)).all()) == 2


def test_keep_makes_no_snapshot_and_save_drops_what_was_kept(reached: Reached):
    house = reached("save")
    for text in ("半句话", CHEAPER):
        with house.acting("drafter") as act:
            drafting.keep(act, house.edition(act), Language.ZH, text, None)
    with house.asking() as act:
        assert [one.text for one in act.db.exec(select(WorkingCopy))] == [CHEAPER]
        assert len(act.db.exec(select(Snapshot)).all()) == 1
    house.save(CHEAPER)
    with house.asking() as act:
        assert act.db.exec(select(WorkingCopy)).all() == []


def test_two_people_keep_apart(reached: Reached):
    house = reached("save")
    for who in ("drafter", "second-drafter"):
        with house.acting(who) as act:
            drafting.keep(act, house.edition(act), Language.ZH, who, None)
    with house.asking() as act:
        assert {one.text for one in act.db.exec(select(WorkingCopy))} == {"drafter", "second-drafter"}


@pytest.mark.parametrize("last", ["union", "consult", "table", "declare", "issue"])
def test_nothing_is_saved_or_kept_once_it_is_out_of_the_drafters_hands(reached: Reached, last: str):
    house = reached(last)
    with pytest.raises(Refused, match="not open"):
        house.save(CHEAPER)
    with pytest.raises(Refused), house.acting("drafter") as act:
        drafting.keep(act, house.edition(act), Language.ZH, CHEAPER, None)


def test_save_is_for_drafters(reached: Reached):
    with pytest.raises(Refused):
        reached("save").save(CHEAPER, who="legal")


# Permanent keys -----------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys(reached: Reached):
    house = reached("translate")
    chinese, english = house.keys(), house.keys(Language.EN)
    assert len(chinese) == 10
    assert list(chinese.values()) == list(english.values())
    assert chinese["第三条"] == english["Article 3"]


def test_keys_are_carried_over_edits_insertions_and_deletions(reached: Reached):
    house = reached("save")
    before = house.keys()
    house.save(CHEAPER)
    assert house.keys() == before
    house.save(WITH_NEW_THIRD)
    after = house.keys()
    for old, new in (("第一条", "第一条"), ("第三条", "第四条"), ("第四条", "第五条"), ("第六条", "第七条")):
        assert after[new] == before[old]
    assert after["第三条"] not in before.values()
    house.save(TEXT)
    assert house.keys() == before


def test_a_translation_saved_again_keeps_the_keys_of_the_authentic_text(reached: Reached):
    house = reached("translate")
    house.save(ENGLISH.replace("20 yuan", "22 yuan"), Language.EN)
    assert list(house.keys(Language.EN).values()) == list(house.keys().values())


def test_what_was_split_is_remembered(reached: Reached):
    house = reached("create")
    long = "食堂应当按照规定采购食品原料并查验供货者的许可证和合格证明文件，食堂应当对餐具进行清洗消毒并在专用设施内保存备用"
    text = TEXT.replace("第二条　本办法适用于公司各食堂和送餐点。", f"第二条　{long}。")
    house.save(text)
    first, second = long.split("，食堂应当对")
    split = (
        text.replace("第六条", "第七条")
        .replace("第五条", "第六条")
        .replace("第四条", "第五条")
        .replace("第三条", "第四条")
    )
    house.save(split.replace(f"第二条　{long}。", f"第二条　{first}。\n第三条　食堂应当对{second}。"))
    now = house.keys()
    with house.asking() as act:
        found = [(one.kind.value, one.old_key, one.new_key) for one in act.db.exec(select(Lineage))]
    assert found == [("split", now["第二条"], now["第三条"])]


def test_a_rolled_back_text_leaves_no_tree_behind(reached: Reached):
    """The number of a snapshot that was rolled back is given again; its tree must not be taken for the new one's."""
    house = reached("create")
    with house.acting("drafter") as act:
        drafting.save(act, house.edition(act), Language.ZH, TEXT, None)
        act.db.rollback()
    house.save(TEXT)
    fresh = House(house.url)
    try:
        with fresh.asking() as act:
            newest = texts.authentic(act.db, fresh.edition(act))
            assert newest is not None
            stored = {row.key for row in texts.tree_of(act.db, newest).root.walk()} - {""}
            assert set(house.keys().values()) <= stored
            rows = act.db.connection().exec_driver_sql("SELECT key FROM provision").scalars()
            assert set(rows) == stored
    finally:
        fresh.engine.dispose()


# Who wrote what -----------------------------------------------------------------------------------------------------


def wrote(house: House) -> dict[str, set[str]]:
    """Label → accounts that are authors of the unit; "" is the structure."""
    labels = {key: label for label, key in house.keys().items()} | {STRUCTURE: STRUCTURE}
    with house.asking() as act:
        codes = {one.id: one.code for one in act.db.exec(select(Person))}
        found = approvals.review_of(act.db, house.edition(act), act.procedure, act.today).find()
        return {labels.get(key, "gone"): {codes[one] for one in people} for (_, key), people in found.items()}


def test_whoever_writes_words_is_an_author_of_those_words_alone(reached: Reached):
    house = reached("save")
    assert set(wrote(house)) == set(house.keys())
    house.save(CHEAPER, who="second-drafter")
    assert {label for label, who in wrote(house).items() if "second-drafter" in who} == {"第三条"}


def test_whoever_takes_a_new_provision_out_again_wrote_nothing(reached: Reached):
    house = reached("save")
    house.save(WITHOUT_FIFTH, who="writing-reviewer")
    assert not any("writing-reviewer" in who for who in wrote(house).values())


# Submitting, taking back, ending ------------------------------------------------------------------------------------


def test_submit_opens_a_round_on_exactly_the_text_shown(reached: Reached):
    house = reached("submit")
    assert house.state() is State.IN_REVIEW
    with house.asking() as act:
        rounds = approvals.rounds_of(act.db, house.edition(act))
        assert [(one.number, one.base_id) for one in rounds] == [(1, None)]


def test_submit_without_a_text(reached: Reached):
    house = reached("create")
    with pytest.raises(Refused, match="No text"), house.acting("drafter") as act:
        drafting.submit(act, house.edition(act), "", "")


def test_submit_of_a_text_that_moved(reached: Reached):
    house = reached("save")
    with house.asking() as act:
        shown = house.shown(act)
    house.save(CHEAPER, who="second-drafter")
    with pytest.raises(Refused, match="has changed"), house.acting("drafter") as act:
        drafting.submit(act, house.edition(act), "", shown)
    assert house.state() is State.DRAFTING


def test_submit_of_a_text_with_a_blocking_problem_names_its_line(reached: Reached):
    house = reached("create")
    house.save(TEXT.replace("第四条", "第三条"))
    with pytest.raises(Refused) as found:
        house.submit()
    assert any("第" in one.zh and "行：" in one.zh for one in found.value.reasons)


def test_a_text_that_comes_back_unchanged_goes_on_by_itself(reached: Reached):
    house = reached("union")
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "再看一遍。")
    assert house.state() is State.DRAFTING
    house.submit()
    assert house.state() is State.CONSULTING


@pytest.mark.parametrize(("last", "report"), [("union", False), ("consult", False), ("legal", True)])
def test_revise_takes_it_back(reached: Reached, last: str, report: bool):
    house = reached(last, report=report)
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "")
    assert house.state() is State.DRAFTING


def test_what_is_on_an_agenda_is_not_taken_back(reached: Reached):
    house = reached("table")
    for verb in (drafting.revise, drafting.withdraw):
        with pytest.raises(Refused, match="agenda"), house.acting("drafter") as act:
            verb(act, house.edition(act), "理由")


@pytest.mark.parametrize("last", ["create", "save", "submit", "union", "consult"])
def test_withdraw_ends_it(reached: Reached, last: str):
    house = reached(last)
    with house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act), "不再需要。")
    assert house.state() is State.WITHDRAWN


def test_withdraw_needs_a_reason(reached: Reached):
    house = reached("save")
    with pytest.raises(Unusable, match="reason"), house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act), " ")
    assert house.state() is State.DRAFTING


@pytest.mark.parametrize("last", ["declare", "issue"])
def test_what_was_adopted_is_not_withdrawn(reached: Reached, last: str):
    house = reached(last)
    with pytest.raises(Refused), house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act), "理由")


# The same sentences on the page and in the refusal ------------------------------------------------------------------


@pytest.mark.parametrize(("last", "who"), [("table", "drafter"), ("issue", "drafter"), ("save", "employee")])
def test_the_page_and_the_verb_say_the_same(reached: Reached, last: str, who: str):
    house = reached(last)
    with house.asking(who) as act:
        beside_the_button = reasons("withdraw", of_edition(act, house.edition(act)))
    with pytest.raises(Refused) as found, house.acting(who) as act:
        drafting.withdraw(act, house.edition(act), "理由")
    assert found.value.reasons == beside_the_button
    assert beside_the_button


def test_refusals_of_other_verbs_are_the_page_s_too(reached: Reached):
    house = reached("save")
    with house.asking("legal") as act:
        page = reasons("approve", of_edition(act, house.edition(act)))
    with pytest.raises(Refused) as found, house.acting("legal") as act:
        reviewing.approve(act, house.edition(act), Capacity.LEGAL, "", approvals.shown_of(act.db, house.edition(act)))
    assert found.value.reasons == page
