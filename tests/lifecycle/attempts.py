"""How each verb whose row has guards is tried: by whom, with what a person would type."""

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from tests.canteen import ROLL, SCAN, TEXT
from tests.cast import CONGRESS, IN_FORCE, House
from tests.count_sheets import paper, sheet
from tests.lifecycle.chain.tries import TRIES as CHAINS
from tests.lifecycle.consultation.tries import TRIES as HEARINGS
from tests.lifecycle.entry.entries import FACTS, FIRST, LATER
from workflow.lifecycle import numbering
from workflow.lifecycle.acting import Act, Refused
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.congress import balloting, convening, counting, declaring, tabling, voting
from workflow.lifecycle.draft import drafting, suggesting
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import kept_papers, texts
from workflow.lifecycle.facts.approvals import shown_of
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.decisions import made_on
from workflow.lifecycle.facts.review.required import Wanted, scope_of
from workflow.lifecycle.facts.situations.actor import offices_of
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.issue import issuing, sealing
from workflow.lifecycle.review import calling, consulting, discussing, reviewing, scoping
from workflow.records.congress import Waiver
from workflow.records.entry import ScanKind
from workflow.records.number import DocumentNumber
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Call
from workflow.records.text.returned import SuggestionKind
from workflow.rules.asking import reasons
from workflow.rules.discussion.threads import Disposition
from workflow.rules.people.roles import Capacity
from workflow.rules.requiring.topics import Topic
from workflow.rules.review import Decision
from workflow.text.merging.proposing import Proposal
from workflow.words import Language

Try = Callable[[House, Act], object]
STALE = "0" * 64


def suggest(house: House, act: Act) -> object:
    """A file that came back with one suggestion in it."""
    base = texts.authentic(act.db, house.edition(act))
    found = [(SuggestionKind.TRACKED, Proposal((1,), "replace", "k", "第一条", "王", None, False, "", "甲", "乙", ""))]
    words = base.text if base else TEXT
    brought = suggesting.Return(Sent("改.docx", b"PK a file"), base, True, words, found, [])  # type: ignore[arg-type]
    return suggesting.bring_back(act, house.edition(act), brought)


def _decide(verb: Callable[..., object], shown: str | None = None, capacity: Capacity | None = None) -> Try:
    def decide(house: House, act: Act) -> object:
        edition = house.edition(act)
        held = capacity or next(iter(offices_of(act)), Capacity.LEGAL)
        return verb(act, edition, held, "理由。", shown or shown_of(act.db, edition))

    return decide


def _reserve(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> object:
    return reviewing.decide(act, edition, Decision.RESERVATION, capacity, opinion, shown)


def _see(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> object:
    return reviewing.decide(act, edition, Decision.SEEN, capacity, opinion, shown)


def _last_decision(verb: Callable[..., object]) -> Try:
    return lambda house, act: verb(act, house.edition(act), made_on(act.db, house.edition(act))[-1].approval, "理由")


def _conclude(house: House, act: Act) -> None:
    edition = house.edition(act)
    why = reasons("conclude", of_edition(act.as_system(), edition))
    if not conclude_when_complete(act, edition):
        raise Refused("conclude", why)


def _close_round(house: House, act: Act) -> None:
    edition = house.edition(act)
    why = reasons("close_round", of_edition(act.as_system(), edition))
    if not reviewing.close_overdue(act, edition):
        raise Refused("close_round", why)


def _hand_on(house: House, act: Act) -> None:
    call = act.db.exec(select(Call)).first()
    assert call is not None, "nobody was called in"
    calling.hand_on(act, house.edition(act), call, Capacity.LEGAL, "", "理由")


def _correct_scope(house: House, act: Act) -> None:
    edition = house.edition(act)
    scope = scope_of(act.db, edition)
    assert scope is not None, "it was never submitted"
    scoping.correct_scope(act, edition, Wanted(frozenset({Topic.PAY})), "理由", str(scope.id))


def _end_call(house: House, act: Act) -> None:
    call = act.db.exec(select(Call)).first()
    assert call is not None, "nobody was called in"
    calling.end_call(act, house.edition(act), call, "理由")


def _consult(shown: str | None = None) -> Try:
    return lambda house, act: consulting.consult(
        act, house.edition(act), held_on=act.today, enterprise_side="甲", union_side="乙", outcome="一致。",
        paper=Sent("签字.pdf", SCAN), shown=shown or house.shown(act),
    )  # fmt: skip


def speak(house: House, act: Act, disposition: Disposition = Disposition.QUESTION) -> object:
    """A remark on the first article of the newest text that asks for something."""
    edition = house.edition(act)
    head = texts.authentic(act.db, edition)
    assert head is not None
    key = texts.reviewable(act.db, head)[-1].key
    return discussing.comment(act, edition, head, key, "依据是什么？", disposition=disposition)


def _on_thread(verb: Callable[..., object], *more: Any) -> Try:
    def on_thread(house: House, act: Act) -> object:
        edition = house.edition(act)
        return verb(act, edition, talking.threads_of(act.db, edition)[0], *more)

    return on_thread


def _on_item(verb: Callable[..., object], *more: Any, **named: Any) -> Try:
    return lambda house, act: verb(act, house.motion(act), *more, **named)


def _on_sheet(verb: Callable[..., object], *more: Any) -> Try:
    figures = paper(sheet(in_favour=5, against=1))
    return lambda house, act: verb(act, house.motion(act), house.site(act), figures, *more)


def _issue(house: House, act: Act) -> object:
    edition = house.edition(act)
    return issuing.issue(act, edition, effective=IN_FORCE, number="衡锰〔2026〕9号", files=house.files(act, edition))


def _issue_another(house: House, act: Act) -> None:
    issuing.ready_to_issue(act, house.edition(act), IN_FORCE, {Language.ZH: STALE})


def _number(act: Act) -> DocumentNumber:
    return act.db.exec(select(DocumentNumber).order_by(col(DocumentNumber.id).desc())).first() or numbering.note(
        act, "甲〔2026〕1号", "乙"
    )


def _keep_sealed(house: House, act: Act) -> object:
    edition = house.edition(act)
    paper = next(iter(kept_papers.officials(act.db, edition)), None)
    return sealing.keep_sealed(act, edition, paper, Sent("章.pdf", SCAN))


def _regulation(house: House, act: Act) -> Regulation:
    return act.db.get_one(Regulation, house.edition(act).regulation_id)


#: Verb → the ways in which it is tried, each by somebody who may.
TRIES: dict[str, list[tuple[str, Try]]] = {
    **HEARINGS,
    **CHAINS,
    "amend": [("drafter", lambda house, act: drafting.amend(act, _regulation(house, act)))],
    "submit": [
        (
            "drafter",
            lambda house, act: drafting.submit(
                act, house.edition(act), "", shown_of(act.db, house.edition(act), on_draft=True)
            ),
        ),
        ("drafter", lambda house, act: drafting.submit(act, house.edition(act), "", STALE)),
    ],
    "bring_back": [("drafter", suggest)],
    "approve": [
        *((who, _decide(reviewing.approve)) for who in ("legal", "union", "writing-reviewer", "deputy")),
        ("legal", _decide(reviewing.approve, STALE)),
        ("legal", _decide(reviewing.approve, capacity=Capacity.UNION)),
    ],
    "request_changes": [
        ("legal", _decide(reviewing.request_changes, STALE)),
        ("deputy", _decide(reviewing.request_changes)),
    ],
    "keep_reservation": [
        *((who, _decide(_reserve)) for who in ("legal", "union", "writing-reviewer", "deputy")),
        ("legal", _decide(_reserve, STALE)),
        ("legal", _decide(_reserve, capacity=Capacity.UNION)),
    ],
    "mark_seen": [("legal", _decide(_see, STALE)), ("deputy", _decide(_see))],
    "withdraw_decision": [(who, _last_decision(reviewing.withdraw_decision)) for who in ("legal", "union")],
    "dismiss_request": [("issuer", _last_decision(reviewing.dismiss_request))],
    "conclude": [("secretary", _conclude)],
    "conclude_as_read": [
        (
            "drafter",
            lambda house, act: drafting.conclude_as_read(act, house.edition(act), shown_of(act.db, house.edition(act))),
        ),
        ("drafter", lambda house, act: drafting.conclude_as_read(act, house.edition(act), STALE)),
    ],
    "close_round": [("secretary", _close_round)],
    "correct_scope": [(who, _correct_scope) for who in ("legal", "union", "deputy")],
    "end_call": [(who, _end_call) for who in ("drafter", "second-drafter", "legal", "issuer")],
    "hand_on": [(who, _hand_on) for who in ("legal", "union")],
    "urge": [("drafter", lambda house, act: calling.urge(act, house.edition(act), 1))],
    "answer": [("drafter", _on_thread(discussing.answer, "见第一条。"))],
    "resolve": [(who, _on_thread(discussing.resolve, "理由")) for who in ("legal", "union", "issuer")],
    "consult": [("secretary", _consult()), ("secretary", _consult(STALE))],
    "revise": [("drafter", lambda house, act: drafting.revise(act, house.edition(act), "理由"))],
    "withdraw": [("drafter", lambda house, act: drafting.withdraw(act, house.edition(act), "理由"))],
    "load_roll": [("secretary", lambda house, act: convening.load_roll(act, house.session(act), CONGRESS, ROLL))],
    "freeze_roll": [("secretary", lambda house, act: convening.freeze_roll(act, house.session(act), CONGRESS))],
    "table": [
        ("secretary", lambda house, act: tabling.table(act, house.session(act), house.edition(act), body=CONGRESS))
    ],
    "take_off": [("secretary", _on_item(tabling.take_off, "理由"))],
    "send_papers": [("secretary", lambda house, act: tabling.send_papers(act, house.session(act), act.today))],
    "ask_waiver": [("secretary", _on_item(tabling.ask_waiver, "理由"))],
    "agree_waiver": [
        (who, lambda house, act: tabling.agree_waiver(act, house.motion(act), act.db.exec(select(Waiver)).one()))
        for who in ("issuer", "both-offices")
    ],
    "attend": [
        (
            "secretary",
            lambda house, act: voting.attend(act, house.session(act), CONGRESS, house.site(act), [1]),
        )
    ],
    "lock": [
        ("secretary", lambda house, act: voting.lock(act, house.motion(act), house.shown(act))),
        ("secretary", lambda house, act: voting.lock(act, house.motion(act), STALE)),
    ],
    "open_ballot": [("secretary", _on_item(balloting.open_ballot))],
    "reopen_ballot": [("secretary", _on_item(balloting.reopen_ballot, "理由", none_back=True))],
    "close_ballot": [("secretary", _on_item(balloting.close_ballot))],
    "count": [("second-teller", _on_sheet(counting.count))],
    "correct_sheet": [("teller", _on_sheet(counting.correct_sheet, "理由"))],
    "recount": [("secretary", _on_item(counting.recount, "甲"))],
    "adopt": [("secretary", _on_item(declaring.adopt))],
    "deliberate": [("secretary", _on_item(declaring.deliberate))],
    "repeat_ballot": [("secretary", _on_item(balloting.repeat_ballot))],
    "ask_correction": [("secretary", _on_item(declaring.ask_correction, "理由", "甲"))],
    "drop_correction": [("secretary", _on_item(declaring.drop_correction))],
    "agree_correction": [(who, _on_item(declaring.agree_correction)) for who in ("secretary", "second-secretary")],
    "close": [("secretary", lambda house, act: voting.close(act, house.session(act)))],
    "issue": [
        ("issuer", _issue),
        ("issuer", _issue_another),
        ("issuer", lambda house, act: issuing.ready_to_issue(act, house.edition(act), None)),
    ],
    "reserve_number": [("issuer", lambda house, act: numbering.reserve(act, house.edition(act), "衡锰"))],
    "void_number": [("issuer", lambda _, act: numbering.void(act, _number(act), "理由"))],
    "keep_sealed": [("issuer", _keep_sealed)],
    "enter": [("secretary", lambda house, act: entering.enter(act, _regulation(house, act), FIRST, FACTS))],
    "correct": [("secretary", lambda house, act: entering.correct(act, house.edition(act), LATER, "理由"))],
    "attach": [
        (
            "secretary",
            lambda house, act: entering.attach(act, house.edition(act), Sent("签.pdf", SCAN), ScanKind.TEXT),
        )
    ],
    "strike": [("secretary", lambda house, act: entering.strike(act, house.edition(act, 1), "理由"))],
}
