"""What can be tried in a small review, each by its real verb with everything well filled in; and what a situation is by its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from tests.web.stories import Stories
from workflow.lifecycle.acting import Act, ask
from workflow.lifecycle.draft import adopting, drafting
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.decisions import items_of, made_on
from workflow.lifecycle.facts.review.required import Wanted, scope_of
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.lifecycle.review import calling, discussing, reviewing, scoping
from workflow.lifecycle.review.discussing import Chosen
from workflow.records.regulation import Edition
from workflow.records.review import CALLS, Approval, Call, Comment
from workflow.records.text.snapshot import Snapshot
from workflow.rules.discussion.threads import Disposition
from workflow.rules.people.roles import Capacity
from workflow.rules.requiring.topics import Topic
from workflow.rules.review import CallManner, Decision
from workflow.words import Language

#: The words of the two articles; None for an article that was deleted.
Text = tuple[str, str | None]
BASE: Text = ("甲", "甲")
BEGUN: Text = ("乙", "乙")
SAVES: tuple[Text, ...] = (BEGUN, ("丙", "乙"), ("乙", None), ("甲", "乙"))
_SAYS = {"甲": "期限三日", "乙": "期限五日", "丙": "期限七日"}
LABELS = ("第一条", "第二条", "标题")
DECISIONS = {
    "approve": Decision.APPROVE,
    "keep-reservation": Decision.RESERVATION,
    "request-changes": Decision.REQUEST_CHANGES,
    "mark-seen": Decision.SEEN,
}


@dataclass(frozen=True, slots=True)
class Try:
    """Something that somebody may try, as the buttons call it.

    about   the number of the row that it is about; more  which words, article, manner …
    behalf  in whose name
    """

    who: str
    verb: str
    about: int = 0
    more: str = ""
    behalf: str = ""

    @property
    def article(self) -> int | None:
        """The article that alone is decided on, where one is."""
        capacity, _, article = self.more.partition(":")
        return int(article) if self.verb in DECISIONS and capacity and article else None


def written(text: Text) -> str:
    """A text in these words."""
    lines = [f"第一条　考勤记录汇总后张贴在公告栏，{_SAYS[text[0]]}。"]
    if text[1] is not None:
        lines.append(f"第二条　合理化建议被采用者授予证书，{_SAYS[text[1]]}。")
    return "\n".join(["职工管理办法", "", *lines]) + "\n"


def read(words: str) -> Text:
    """The same the other way round."""
    named = {says: word for word, says in _SAYS.items()}
    found = [next(named[one] for one in named if one in line) for line in words.splitlines() if line.startswith("第")]
    return (found[0], found[1] if len(found) > 1 else None)


def do(house: Stories, act: Act, one: Try) -> int:
    """Do what is tried, by its verb, with everything well filled in; the number of the row that it made, or 0.

    Raises Refused and Unusable as the verb does.
    """
    edition = house.edition(act)
    if one.verb in DECISIONS:
        return _decide(act, edition, one)
    if one.verb in ("withdraw-decision", "dismiss-request"):
        verb = {"withdraw-decision": reviewing.withdraw_decision, "dismiss-request": reviewing.dismiss_request}[
            one.verb
        ]
        verb(act, edition, act.db.get_one(Approval, one.about), "理由")
        return 0
    return _OTHERS[one.verb](act, edition, one)


def _decide(act: Act, edition: Edition, one: Try) -> int:
    capacity, _, item = one.more.partition(":")
    shown = approvals.shown_of(act.db, edition)
    items = frozenset({(Language.ZH, key_of(act, edition, int(item)))}) if item else None
    # Words of their own, for the same decision sent twice is one, also after the review has gone on.
    words = f"意见{len(reviewing.approvals_of(act.db, edition))}。"
    return reviewing.decide(act, edition, DECISIONS[one.verb], Capacity(capacity), words, shown, items).id


def key_of(act: Act, edition: Edition, at: int) -> str:
    """The permanent key of an article of the text that stands, or that stood."""
    before = approvals.base_of(act.db, edition)
    assert before is not None
    return [one.key for one in texts.reviewable(act.db, before) if one.label.startswith("第")][at]


def head_of(act: Act, edition: Edition) -> Snapshot:
    head = standing_text(act.db, edition)
    assert head is not None
    return head


def _comment(act: Act, edition: Edition, one: Try) -> int:
    head, asks = head_of(act, edition), Disposition(one.more)
    return discussing.comment(act, edition, head, key_of(act, edition, 0), "依据是什么？", disposition=asks).id


def _suggest(act: Act, edition: Edition, one: Try) -> int:
    head = head_of(act, edition)
    says = _SAYS[read(head.text)[0]]
    other = _SAYS["丙"] if says != _SAYS["丙"] else _SAYS["乙"]
    return discussing.suggest(act, edition, head, key_of(act, edition, 0), Chosen(says), other, "太短。").id


def _on_thread(act: Act, edition: Edition, one: Try) -> int:
    thread = talking.thread_of(act.db, edition, one.about)
    assert thread is not None
    said = getattr(discussing, one.verb)(act, edition, thread, "理由")
    return said.id if isinstance(said, Comment) else 0


def _accept(act: Act, edition: Edition, one: Try) -> int:
    if one.verb == "decline-written":
        adopting.decline(act, edition, [one.about], "理由")
    elif one.verb == "written-by-hand":
        adopting.accept_by_hand(act, edition, [one.about])
    else:
        ask("accept", of_edition(act, edition))
        for adopted in adopting.worked_out(act.db, edition, [one.about]):
            if adopted.clashes:
                return -1  # it stays open, and its three wordings are shown
            adopting.accept(act, edition, adopted, "")
    return 0


def _call_in(act: Act, edition: Edition, one: Try) -> int:
    manner, _, unit = one.more.partition(":")
    return calling.call_in(act, edition, Capacity.DEPARTMENT, CallManner(manner), unit=unit).id


def _end_call(act: Act, edition: Edition, one: Try) -> int:
    calling.end_call(act, edition, act.db.get_one(Call, one.about), "不需要了。")
    return 0


def _hand_on(act: Act, edition: Edition, one: Try) -> int:
    """To the other seat of a department: there is no third."""
    call = act.db.get_one(Call, one.about)
    return calling.hand_on(
        act, edition, call, Capacity.DEPARTMENT, "" if call.unit else "finance", "由对口部门办理。"
    ).id


def _urge(act: Act, edition: Edition, _: Try) -> int:
    calling.urge(act, edition, len(approvals.rounds_of(act.db, edition)))
    return 0


def _save(act: Act, edition: Edition, one: Try) -> int:
    newest = texts.authentic(act.db, edition)
    drafting.save(act, edition, Language.ZH, written(SAVES[int(one.more)]), newest)
    return 0


def _submit(act: Act, edition: Edition, _: Try) -> int:
    drafting.submit(act, edition, "", approvals.shown_of(act.db, edition, on_draft=True).split()[0])
    return 0


def _conclude(act: Act, edition: Edition, _: Try) -> int:
    drafting.conclude_as_read(act, edition, approvals.shown_of(act.db, edition).split()[0])
    return 0


def _revise(act: Act, edition: Edition, _: Try) -> int:
    drafting.revise(act, edition, "理由")
    return 0


def _withdraw(act: Act, edition: Edition, _: Try) -> int:
    drafting.withdraw(act, edition, "理由")
    return 0


def _correct(act: Act, edition: Edition, _: Try) -> int:
    scope = scope_of(act.db, edition)
    assert scope is not None
    other = (
        Topic.HOURS if scope.topics == Topic.PAY.value else Topic.PAY
    )  # a correction says something else than was said
    scoping.correct_scope(act, edition, Wanted(frozenset({other})), "理由", str(scope.id))
    return 0


_OTHERS: dict[str, Callable[[Act, Edition, Try], int]] = {
    "comment": _comment,
    "suggest": _suggest,
    **dict.fromkeys(("reply", "answer", "resolve"), _on_thread),
    **dict.fromkeys(("accept-written", "decline-written", "written-by-hand"), _accept),
    "call-in": _call_in,
    "end-call": _end_call,
    "hand-on": _hand_on,
    "urge": _urge,
    "save": _save,
    "submit": _submit,
    "conclude-as-read": _conclude,
    "revise": _revise,
    "withdraw": _withdraw,
    "correct-scope": _correct,
}


def print_of(act: Act, edition: Edition, *, urged: bool) -> tuple[Any, ...]:
    """What a situation is, by its rows and by no number or hour of them: two with the same print go on alike.

    urged  the reviewers were urged on this day
    """
    saves = [
        (one.author_id, one.fingerprint)
        for one in act.db.exec(
            select(Snapshot)
            .where(Snapshot.edition_id == edition.id, Snapshot.language == Language.ZH)
            .order_by(col(Snapshot.number))
        )
    ]
    head = standing_text(act.db, edition)
    history: list[tuple[Any, ...]] = []
    for made in made_on(act.db, edition):
        one, items = made.approval, items_of(act.db, edition, made)
        what = (one.person_id, one.on_behalf_of, one.capacity, one.decision, items, tuple(sorted(made.covers.values())))
        history.append((one.at, "decided", what, tuple(sorted(made.endings))))
    for call, ending in CALLS.of(act.db, edition.id):
        history.append((call.at, "called", call.capacity, call.unit, call.manner, call.called_by, ending is not None))
    talks = sorted(
        (
            one.comment.person_id,
            one.disposition,
            one.comment.quote,
            one.course.answered,
            bool(one.replies),
            str(one.end.manner) if one.end else "",
            str(one.suggestion.status) if one.suggestion else "",
        )
        for one in talking.threads_of(act.db, edition)
    )
    scope = scope_of(act.db, edition)
    rounds = approvals.rounds_of(act.db, edition)
    overdue = bool(rounds and rounds[-1].due and rounds[-1].due < act.today)
    return (
        edition.state,
        head.fingerprint if head else "",
        tuple(saves),
        tuple(one[1:] for one in sorted(history, key=lambda one: one[0])),
        tuple(talks),
        scope.topics if scope else "",
        overdue,
        urged,
    )
