"""What of the enterprise's own chain stands against moves, on plain facts, and exactly which moves it stands against."""

from dataclasses import replace
from datetime import date
from typing import Any

from workflow.rules.chain.facts import Asked
from workflow.rules.chain.words import Step, Verdict
from workflow.rules.people.roles import Capacity

LEGALITY = Asked(Step.LEGALITY, date(2026, 1, 1), "《规章制度管理办法》第十二条")
SIGNING = Asked(Step.SIGNING, date(2026, 1, 1), "")
AGREED = replace(LEGALITY, verdict=Verdict.AGREED, held_on=date(2026, 3, 20))
TAKING = {
    "countersign", "review_legality", "study_by_party", "meet_managers", "meet_board", "sign_for_issue", "use_seal",
}  # fmt: skip
BEFORE = {"table", "lock", "issue"}
CHAINS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a step not taken": ({"asked": (AGREED, replace(LEGALITY, step=Step.BOARD))}, BEFORE),
    "a step taken on other words": ({"asked": (replace(LEGALITY, earlier=True),)}, BEFORE),
    "a step that said no": ({"asked": (replace(AGREED, verdict=Verdict.REFUSED),)}, BEFORE),
    "a step that wants changes": ({"asked": (replace(AGREED, verdict=Verdict.AFTER_CHANGES),)}, BEFORE),
    "not signed for issue": ({"asked": (AGREED, SIGNING)}, {"issue"}),
    "a step that nobody asks for": ({"step_asked": False}, TAKING),
    "an earlier step not taken": ({"before_it": (LEGALITY,)}, TAKING - {"countersign"}),
    "another capacity": ({"capacities": frozenset({Capacity.UNION})}, {"review_legality", "correct_scope"}),
    "wrote in it": ({"wrote_text": True}, {"review_legality"}),
    "struck out already": ({"is_struck": True}, {"strike_step"}),
    "recorded by the same person": ({"noted_myself": True}, {"strike_step"}),
}
