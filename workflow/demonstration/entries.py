"""The enterprise's past: one regulation adopted and amended on paper, entered by the secretary once the system was in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workflow import paths
from workflow.demonstration.cast import SIGNED_PAPER
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.entry import entering
from workflow.records.entry import ScanKind
from workflow.records.regulation import Regulation
from workflow.rules.entry.paper_facts import PaperFacts

if TYPE_CHECKING:
    from workflow.demonstration.scene import Stage

ENTERED = date(2025, 5, 19)
NAMED = entering.Named("staff-training", "职工教育培训管理办法", "Measures for Staff Education and Training")
ADOPTED = PaperFacts(
    adopted_on=date(2016, 5, 20),
    session="职工大会第六次会议",
    document_number="衡锰〔2016〕12号",
    issued_on=date(2016, 6, 1),
    effective=date(2016, 7, 1),
    all_delegates=86,
    present=79,
    in_favour=77,
    against=0,
    abstain=2,
    kept_at="公司档案室，2016年工会卷第3号",
)
AMENDED = PaperFacts(
    adopted_on=date(2020, 6, 12),
    session="职工大会第十次会议",
    document_number="衡锰〔2020〕9号",
    issued_on=date(2020, 6, 22),
    effective=date(2020, 8, 1),
    all_delegates=97,
    present=90,
    in_favour=88,
    against=1,
    abstain=1,
    kept_at="公司档案室，2020年工会卷第2号",
)


def enter_editions(scene: Stage) -> None:
    """Enter both editions with the decision between them, and attach a scan to each."""
    scene.tell("演示企业：补录以前在纸上通过的制度 A regulation with a past on paper")
    with scene.acting("secretary", ENTERED, 9) as act:
        first = entering.enter(act, NAMED, words_of("staff-training"), ADOPTED)
    with scene.acting("secretary", ENTERED, 10) as act:
        amended = replace(AMENDED, decision=words_of("staff-training.2.decision"))
        regulation = act.db.get_one(Regulation, first.regulation_id)
        second = entering.enter(act, regulation, words_of("staff-training.2"), amended)
    for minute, (edition, kind, name) in enumerate(
        ((first, ScanKind.TEXT, "正文.pdf"), (second, ScanKind.DECISION, "修改决定.pdf"))
    ):
        with scene.acting("secretary", ENTERED, 11, minute) as act:
            entering.attach(act, edition, Sent(name, SIGNED_PAPER), kind)


def words_of(name: str) -> str:
    """One of the papers that are entered, as it reads."""
    return (paths.policies() / "demo" / "past" / f"{name}.txt").read_text(encoding="utf-8")
