"""Acts said in other words: 将第三条分为两款 of an article of one 款, revoked, ceases to have effect, an inserted (1A)."""

import pytest

from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.renumber import renumber

ATTENDANCE = "考勤办法\n第一条　为了规范考勤，制定本办法。\n第二条　职工应当打卡。\n第三条　迟到的扣款。早退的扣款。\n"
RULES = """Attendance Rules

Article 1 These rules govern attendance.
Article 2
(1) Staff shall clock in.
(2) Staff who forget shall report.
Article 3 Late staff lose pay.
"""


def carried(text: str, item: str) -> tuple[int, str]:
    title = "关于修改《考勤办法》的决定\n一、" if text is ATTENDANCE else "Decision to amend the Attendance Rules\n1. "
    done = apply(parse(text).document, f"{title}{item}\n")
    return len(done.undone), done.text


def test_an_article_of_one_paragraph_is_divided():
    undone, text = carried(ATTENDANCE, "将第三条分为两款，修改为：“迟到的，扣款。\n“早退的，扣款。”")
    assert undone == 0
    assert text == canonical(
        parse(ATTENDANCE.replace("迟到的扣款。早退的扣款。", "迟到的，扣款。\n早退的，扣款。")).document
    )


@pytest.mark.parametrize(
    "item",
    [
        "将第三条分为两款。",
        "将第三条分为三款，修改为：“迟到的，扣款。\n“早退的，扣款。”",
        "将第三条分为两款，修改为：“扣款。”",
    ],
)
def test_a_division_that_does_not_say_its_parts_is_refused(item: str):
    assert carried(ATTENDANCE, item) == (1, canonical(parse(ATTENDANCE).document))


@pytest.mark.parametrize(
    "act", ["is revoked", "is hereby revoked", "ceases to have effect", "shall cease to have effect"]
)
def test_what_is_revoked_is_repealed(act: str):
    assert carried(RULES, f"Article 3 {act}.") == carried(RULES, "Article 3 is repealed.")
    assert carried(RULES, f"Article 3 {act}.")[0] == 0


def test_a_unit_that_comes_between_two_numbers_is_read_and_put_in():
    undone, text = carried(RULES, "After Article 2(1) insert: “(1A) Staff on leave need not clock in.”")
    assert undone == 0
    assert "  (1) Staff shall clock in.\n  (1A) Staff on leave need not clock in.\n  (2) Staff" in text
    assert canonical(parse(text).document) == text


def test_the_old_paragraphs_are_spoken_of_before_one_comes_in():
    first = "国有公司、企业的董事、经理利用职务便利，自己经营同类营业，获取非法利益，数额巨大的，处五年以下有期徒刑。"
    last = "主动交待的，可以从轻处罚；犯罪较轻的，对侦破重大案件起关键作用的，可以减轻或者免除处罚。"
    old = f"办法\n第一条　目的。\n第二条　{first}\n{last}\n第三条　施行。\n"
    new = (
        old.replace("五年", "三年")
        .replace("可以从轻处罚", "应当从轻处罚")
        .replace(last[:2], f"多次行贿的，从重处罚。\n{last[:2]}")
    )
    answer = amend(parse(old).document, parse(new).document)
    assert isinstance(answer, Amended)
    assert answer.decision.index("第二款中的") < answer.decision.index("增加一款，作为第二款")


def test_numbers_run_on_around_one_that_stands_between():
    text = RULES.replace("(2) Staff", "(1A) On leave none.\n(2) Staff").replace("(1) Staff", "(1) New.\n(1) Staff")
    again = write(renumber(parse(text).document).document)
    assert [line.strip()[:4].strip() for line in again.splitlines() if line.startswith("  (")] == [
        "(1)",
        "(2)",
        "(1A)",
        "(3)",
    ]
