"""What no paper can show is mended before anybody is asked to read it: in either language, in names, never after the vote."""

import ast
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

import workflow
from tests.canteen import ENGLISH, TEXT
from tests.lifecycle.conftest import Reached
from workflow.config import Settings
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.publishing.faces.fonts import faces
from workflow.records.regulation import RegulationKind
from workflow.rules.states import State
from workflow.words import Language

PRINTABLE = faces(Settings.from_environ({})).printable


@pytest.mark.parametrize("mark", ["😀", "\ue000", "\U000e0100"])
def test_a_text_with_it_is_saved_and_not_submitted(reached: Reached, mark: str):
    house = reached("create")
    house.save(TEXT.replace("十元，", f"十元{mark}，"))
    with pytest.raises(Refused) as found, house.acting("drafter") as act:
        drafting.submit(replace(act, printable=PRINTABLE), house.edition(act), "请审核。", house.shown(act))
    [reason] = found.value.reasons
    assert reason.zh.startswith("中文文本第")
    assert f"U+{ord(mark):04X}" in reason.zh
    assert "Chinese text, line" in reason.en
    house.save(TEXT)
    with house.acting("drafter") as act:
        drafting.submit(replace(act, printable=PRINTABLE), house.edition(act), "请审核。", house.shown(act))
    assert house.state() is State.IN_REVIEW


def test_the_translation_counts_as_well(reached: Reached):
    house = reached("create")
    house.save(TEXT)
    house.save(ENGLISH.replace("Article 2", "Article 2 \U0001f600", 1), Language.EN)
    with pytest.raises(Refused) as found, house.acting("drafter") as act:
        drafting.submit(replace(act, printable=PRINTABLE), house.edition(act), "请审核。", house.shown(act))
    assert "English text, line" in found.value.reasons[0].en
    assert "U+1F600" in found.value.reasons[0].en


@pytest.mark.parametrize("field", ["name_zh", "name_en"])
def test_a_name_with_it_begins_nothing(reached: Reached, field: str):
    given: dict[str, Any] = {
        "slug": "other",
        "name_zh": "食堂办法",
        "name_en": "Canteen Rules",
        field: "办法\U0001f600",
    }
    with pytest.raises(Unusable) as found, reached("create").acting("drafter") as act:
        drafting.create(replace(act, printable=PRINTABLE), kind=RegulationKind.REGULATION, **given)
    assert list(found.value.problems) == [field]


def test_every_act_of_the_browser_knows_what_can_be_printed():
    """An act that knows nothing of it would let everything pass."""
    made = [
        (file.name, [ast.unparse(one) for one in call.args].index("house().faces.printable"))
        for file in (Path(workflow.__file__).parent / "web").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("Act", "acting.Act")
    ]
    assert set(made) == {("visit.py", [one.name for one in fields(Act)].index("printable"))}
