"""Every shape that pages are made of, at once: for whoever makes pages, and for the tests that look at them.

Served by the demonstration alone. Everything on it is invented here; nothing is asked of the records but who looks.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, abort

from workflow.lifecycle.review.delegating import Stands
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic
from workflow.rules.states import InTime, State
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.runs import Mark
from workflow.web.request import visit
from workflow.web.request.guard import SIGNED_IN, guarded
from workflow.web.request.paging import Paging
from workflow.web.shapes.review.scoped import Box
from workflow.web.shapes.showing import page, t
from workflow.words import Language, Words

desk = Blueprint("specimens", __name__)


@desk.get("/demonstration/shapes")
@guarded(SIGNED_IN)
def show() -> tuple[str, int]:
    """The page; 404 in a real installation."""
    if not visit.house().demonstration:
        abort(404)
    return page(
        "shapes/specimens.html",
        states=[*State, *InTime],
        topics=[
            Box(
                one.value,
                TOPIC_WORDS[one],
                one is Topic.PAY,
                t("第三条“奖金”", "Article 3 “bonus”") if one is Topic.PAY else "",
            )
            for one in Topic
        ],
        departments=[("safety", t("某部门", "A department"))],
        charge="safety",
        authentic_script=Language.ZH.script,
        offers=_offers(),
        problems={"wrong": t("请填写。", "Please fill this in.")},
        changes=_changes(),
        delegations=_delegations(),
        sessions=_sessions(),
        regulation=SimpleNamespace(name_zh="职工食堂管理办法", name_en="Canteen Rules", slug="canteen"),
        edition=SimpleNamespace(number=2),
        snapshot=SimpleNamespace(id=1),
        roles=list(Role),
        totals=SimpleNamespace(in_favour=81, against=3, abstain=2, spoiled=1),
        turned=Paging(2, 3, 120, 50),
        suggestions=_suggestions(),
        entered=_entered(),
        file=SimpleNamespace(id=1),
        today=visit.reader().today.isoformat(),
        word_box=_word_box,
    )


def _offers() -> list[dict[str, Any]]:
    reason = t("还没有提交审核。", "It was not submitted yet.")
    return [
        {"verb": "approve", "words": t("通过", "Approve"), "reasons": []},
        {
            "verb": "issue",
            "words": t("印发", "Issue"),
            "reasons": [reason, t("附件没有签字。", "The annex is not signed.")],
        },
    ]


def _changes() -> list[SimpleNamespace]:
    """One change of each kind; the words of the first are in two paragraphs and a row of a table."""
    runs = [
        (Mark.KEPT, t("午餐标准为每人每日", "Lunch is ")),
        (Mark.GONE, t("二十元", "20 yuan")),
        (Mark.CAME, t("二十二元", "22 yuan")),
        (Mark.KEPT, t("。\n另行通知。\n|早餐|五元|", ".\nFurther notice follows.\n|Breakfast|5 yuan|")),
    ]
    third, fourth = t("第三条", "Article 3"), t("第四条", "Article 4")
    return [
        SimpleNamespace(kinds=[Fate.MODIFIED], old=[third], new=[third], runs=runs),
        SimpleNamespace(kinds=[Fate.INSERTED], old=[], new=[fourth], runs=[(Mark.CAME, runs[0][1])]),
        SimpleNamespace(kinds=[Fate.DELETED], old=[third], new=[], runs=[(Mark.GONE, runs[0][1])]),
        SimpleNamespace(kinds=[Fate.MOVED, Fate.RENUMBERED], old=[third], new=[fourth], runs=[(Mark.KEPT, runs[0][1])]),
        SimpleNamespace(kinds=[Fate.SPLIT], old=[third], new=[third, fourth], runs=runs[:3]),
        SimpleNamespace(kinds=[Fate.MERGED], old=[third, fourth], new=[third], runs=runs[:3]),
        SimpleNamespace(kinds=[Fate.UNCHANGED], old=[third], new=[third], runs=runs[:1]),
    ]


def _delegations() -> list[SimpleNamespace]:
    me, today = visit.person(), visit.reader().today
    other = SimpleNamespace(id=0, name_zh="周立", name_en="Zhou Li")
    rows = []
    for number, now in enumerate(Stands):
        giver, holder = (me, other) if number % 2 else (other, me)
        row = SimpleNamespace(
            id=number,
            capacity=Capacity.LEGAL,
            since=today,
            until=today + timedelta(days=7),
            ended_at=visit.now() if now is Stands.ENDED else None,
            ended_by=0,
        )
        rows.append(SimpleNamespace(row=row, now=now, giver=giver, holder=holder))
    return rows


def _sessions() -> list[SimpleNamespace]:
    today = visit.reader().today
    days = [(-7, visit.now()), (7, None), (0, None), (-1, None)]
    return [SimpleNamespace(held_on=today + timedelta(days=ahead), closed_at=closed) for ahead, closed in days]


def _suggestions() -> list[SimpleNamespace]:
    acts = ("replace", "insert", "delete", "move", "split", "join", "list")
    author = t("周立", "Zhou Li")
    return [
        SimpleNamespace(act=act, is_new=False, label=t("第三条", "Article 3"), author=author, made_at=visit.now())
        for act in acts
    ] + [SimpleNamespace(act="insert", is_new=True, label="", author="", made_at=None)]


def _entered() -> SimpleNamespace:
    """An edition from paper whose decision does not give quite its text."""
    scans = [
        SimpleNamespace(name="2016-3.pdf", kind=t("决议", "Resolution"), about=t("第2页", "Page 2"), size="1.2 MB",
                        sha256="3f" * 32, address=address)
        for address in ("#papers", "")
    ]  # fmt: skip
    undone = [
        SimpleNamespace(
            number=2, reason=Words("找不到这一条", "there is no such article"), words=t("第九条", "Article 9")
        )
    ]
    return SimpleNamespace(
        words=t("补录：由周立录入", "Entered afterwards by Zhou Li"),
        facts=[(t("文号", "Document number"), "2016-3"), (t("施行", "In force from"), "2016-05-01")],
        scans=scans,
        entry=SimpleNamespace(decision=t("一、将第三条修改为：", "1. Article 3 now reads:")),
        fit=SimpleNamespace(is_exact=False, carried=1, undone=undone, differing=_changes()[:1], looks=_changes()[:1]),
    )


def _word_box(*_: object) -> SimpleNamespace:
    choices = [SimpleNamespace(id=1, words=t("第1次保存", "Save 1"), usual=True)]
    return SimpleNamespace(against={1: choices}, amends=True)
