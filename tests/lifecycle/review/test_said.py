"""What papers read of threads and typed suggestions, row by row as a person writes them down beside the review page."""

from tests.cast import House
from tests.lifecycle.conftest import Reached
from tests.lifecycle.review.test_discussing import TEN, accept, do, draft, key_of, said, suggested
from workflow.lifecycle.draft import adopting, drafting
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review.said import said_of
from workflow.lifecycle.facts.submitted import standing_text
from workflow.lifecycle.review import discussing
from workflow.lifecycle.review.discussing import Chosen
from workflow.records.text.snapshot import Snapshot
from workflow.rules.discussion.threads import Disposition
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Reader

Row = tuple[str, str, str, str, str]


def came(house: House, *roles: Role) -> list[Row]:
    """Of each row: by whom and as what, the words, what became of them, by whom and why."""
    with house.asking() as act:
        found = said_of(act.db, house.edition(act), Reader(frozenset(roles or (Role.REVIEWER,))))
        assert all(one.is_open is one.became.zh.startswith("待") for one in found)
        assert all(one.became.en[:1].isupper() for one in found)
        return [
            (
                f"{one.person.code if one.person else one.name}：{one.office.zh}",
                one.words,
                one.became.zh,
                one.settled[0].code if one.settled else "",
                one.reason,
            )
            for one in found
        ]


def replies(house: House, nth: int) -> list[tuple[str, bool, str, str | None]]:
    with house.asking() as act:
        one = said_of(act.db, house.edition(act), Reader(frozenset({Role.REVIEWER})))[nth]
        return [(each.person.code, each.is_answer, each.words, each.points_to) for each in one.replies]


def declined(house: House, number: int, why: str) -> None:
    with house.acting("drafter") as act:
        adopting.decline(act, house.edition(act), [number], why)


def submitted(house: House) -> None:
    with house.acting("drafter") as act:
        edition = house.edition(act)
        drafting.submit(act, edition, "", approvals.shown_of(act.db, edition, on_draft=True))


def test_threads_and_suggestions_stand_on_papers_with_what_became_of_each(reached: Reached):
    house = reached("submit")
    question = said(house, "legal", "依据是什么？")
    block = said(house, "union", "标准太低。", Disposition.BLOCKING, quote="")
    left = said(house, "union", "不同意。", Disposition.BLOCKING, quote="每日二十元")
    said(house, "deputy", "供参考。", Disposition.NOTE, quote="")
    taken = suggested(house, "legal", "行政部", "后勤部门")
    not_taken = suggested(house, "union", "每日十五元")
    back = suggested(house, "deputy", "", "每月公布账目")
    waits = suggested(house, "deputy", "每日九元")
    do(house, "legal", "reply", question, "补充：上级有规定吗？")
    do(house, "drafter", "answer", question, "解释权见后。", house.keys()["第五条"])
    do(house, "drafter", "answer", block, "下一轮调整。")
    do(house, "issuer", "resolve", left, "提出人已经离职。")
    do(house, "deputy", "resolve", back)
    declined(house, not_taken, "超出预算。")
    accept(house, taken)
    assert came(house) == [
        ("legal：意见（须答复）", f"“{TEN}”\n依据是什么？", "已答复；所指文字未再改动", "", ""),
        ("union：意见（须解决）", "标准太低。", "待提出人确认已解决", "", ""),
        ("union：意见（须解决）", "“每日二十元”\n不同意。", "已由主持人解除；所指文字未再改动", "issuer", "提出人已经离职。"),
        ("deputy：意见（仅供参考）", "供参考。", "条文未再改动", "", ""),
        ("legal：修改建议", "“后勤部门” → “行政部”\n太贵。", "采纳；尚在草稿", "drafter", ""),
        ("union：修改建议", f"“{TEN}” → “每日十五元”\n太贵。", "不采纳", "drafter", "超出预算。"),
        ("deputy：修改建议", "－“每月公布账目”\n太贵。", "提出人撤回", "deputy", ""),
        ("deputy：修改建议", f"“{TEN}” → “每日九元”\n太贵。", "待处理", "", ""),
    ]  # fmt: skip
    assert replies(house, 0) == [
        ("legal", False, "补充：上级有规定吗？", None),
        ("drafter", True, "解释权见后。", "第五条"),
    ]
    assert came(house, Role.EMPLOYEE, Role.DELEGATE) == []

    # The next round has an article before the one that was named, and other words for the breakfast.
    declined(house, waits, "标准另行调整。")
    with house.asking() as act:
        before = standing_text(act.db, house.edition(act))
        assert before is not None
        first, key = before.id, key_of(act, house, TEN)
    moved = draft(house).replace("第六条", "第七条").replace("第五条", "第六条").replace(TEN, "每日十二元")
    house.save(moved.replace("第三章　附则\n", "第三章　附则\n第五条　菜谱由职工代表监督。\n"))
    submitted(house)
    with house.acting("deputy") as act:  # on the text of the round before, which is on another window still
        before = act.db.get_one(Snapshot, first)
        discussing.suggest(act, house.edition(act), before, key, Chosen(TEN), "每日一元")
    now = [row[2] for row in came(house)]
    assert now == [
        "已答复；所指文字其后有改动", "待提出人确认已解决", "已由主持人解除；所指文字未再改动", "条文其后有改动",
        "采纳", "不采纳", "提出人撤回", "不采纳", "待处理（所指文字其后有改动）",
    ]  # fmt: skip
    assert replies(house, 0)[1][3] == "第六条"
