"""What a text must be before it goes on."""

from workflow.rules.facts import Consultation, Effect, Faults, Kind, Page, Suggestions, Text
from workflow.rules.hall import Declaration, Voted
from workflow.words import Words


def text_is_there(text: Text) -> list[Words]:
    """A text without words cannot be judged."""
    return [] if text.has_text else [Words("还没有保存过正文。", "No text has been saved yet.")]


def text_is_sound(faults: Faults) -> list[Words]:
    """Problems of structure go back to the drafter before anybody else reads the text."""
    return list(faults.problems)


def text_is_the_one_shown(page: Page) -> list[Words]:
    """An act binds what was shown, never what replaced it meanwhile."""
    if not page.moved:
        return []
    return [
        Words(
            "您看到的文本已经不是最新文本，请重新打开本页后再决定。",
            "The text has changed since this page was shown. Open it again and decide on what it says now.",
        )
    ]


def suggestions_are_settled(suggestions: Suggestions) -> list[Words]:
    """Nothing that somebody suggested is passed over in silence: each is accepted, or declined with a reason."""
    many = suggestions.open_suggestions
    if not many:
        return []
    return [
        Words(
            f"还有{many}处修改建议没有处理，请先采纳或者说明不采纳的理由。",
            f"{many} suggestion{'s wait' if many > 1 else ' waits'} for an answer: accept, or decline with a reason.",
        )
    ]


def consulted_on_this_text(kind: Kind, consultation: Consultation) -> list[Words]:
    """劳动合同法 art. 4: settled by consultation on an equal footing, in these very words."""
    if kind.is_report or consultation.consulted_text:
        return []
    return [
        Words(
            "没有与本文本一致的平等协商记录（劳动合同法第四条）。",
            "No record of equal consultation on exactly this text (Labour Contract Law, art. 4).",
        )
    ]


def as_voted(voted: Voted) -> list[Words]:
    """What is issued is byte for byte what was adopted; any later change goes back to a vote."""
    return (
        []
        if voted.voted_text
        else [Words("文本与表决稿不一致，不能印发。", "The text is not the one that was adopted.")]
    )


def declaration_stands(declaration: Declaration) -> list[Words]:
    """Nothing follows from a declaration while it is being corrected."""
    return [Words("正在更正已宣布的结果。", "The declaration is being corrected.")] if declaration.in_question else []


def effective_is_given(effect: Effect) -> list[Words]:
    """立法法 art. 61: a text says from when it holds."""
    return [] if effect.effective else [Words("请写明施行日期。", "Give the day on which it takes effect.")]
