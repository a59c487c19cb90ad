"""What must be mended in a text before others are asked to read it."""

from sqlmodel import Session

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import references, texts
from workflow.lifecycle.facts.situations.case import is_report
from workflow.lifecycle.facts.submitted import newest_in
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot
from workflow.rules.facts import Faults
from workflow.text.reading.printable import refused, unprintable_problems
from workflow.words import Language, Words


def faults_of(act: Act, edition: Edition, head: Snapshot | None, *, on_draft: bool) -> Faults:
    """Faults of form in `head`, and of a draft references that lost what they named and characters that cannot be printed."""
    found = _blocking(act.db, head, report=is_report(act, edition))
    if on_draft:
        found += tuple(references.question_words(one) for one in references.open_in(act.db, edition))
        found += _unprintable(act, edition)
    return Faults(problems=found)


def _blocking(db: Session, head: Snapshot | None, *, report: bool) -> tuple[Words, ...]:
    """What the text engine finds wrong, with line numbers; a report needs no articles."""
    if head is None:
        return ()
    return tuple(
        Words(f"第{one.line}行：{one.zh}", f"Line {one.line}: {one.en}") if one.line else Words(one.zh, one.en)
        for one in texts.problems_of(db, head)
        if one.blocking and not (report and one.code == "no-article")
    )


def _unprintable(act: Act, edition: Edition) -> tuple[Words, ...]:
    """What no face of the house can print, in either language and in the names, while it can still be put right.

    Found later it would be a surprise after the vote: an official paper that cannot be drawn.
    """
    if act.printable is None:
        return ()
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    found = []
    for language, text, name in (
        (Language.ZH, Words("中文文本", "Chinese text"), Words("中文名称", "Chinese name")),
        (Language.EN, Words("英文文本", "English text"), Words("英文名称", "English name")),
    ):
        head = newest_in(act.db, edition, language)
        told = unprintable_problems(texts.tree_of(act.db, head), act.printable) if head else []
        found += [Words(f"{text.zh}第{one.line}行，{one.zh}", f"{text.en}, line {one.line}: {one.en}") for one in told]
        wrong = refused(regulation.name_zh if language == Language.ZH else regulation.name_en, act.printable)
        found += [Words(f"{name.zh}：{wrong.zh}", f"{name.en}: {wrong.en}")] if wrong else []
    return tuple(found)
