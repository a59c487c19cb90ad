"""Who may use each verb, and in which states, written by hand: what the page of moves is held against."""

from workflow.rules.people.roles import Role
from workflow.rules.states import ENDED, State

DRAFTER, REVIEWER, SECRETARY, ISSUER, ADMIN = Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN
TELLER = Role.TELLER
#: Where a declaration may have put an edition.
DECLARED = {State.AWAITING, State.ADOPTED, State.REJECTED, State.DELIBERATED}
OPEN = {State.DRAFTING, State.RETURNED}
#: Where a text stands that employees can be asked about, and where they are answered.
HEARD = {State.IN_REVIEW, State.CONSULTING, State.AWAITING}
ANSWERING = {*OPEN, *HEARD, State.WITHDRAWN}
#: Where a step of the enterprise's own chain is recorded, and struck out.
CHAIN = {State.CONSULTING, State.AWAITING, State.ADOPTED}
#: While one round is read the text of the next one is written.
WRITTEN = {*OPEN, State.IN_REVIEW}
#: Who may use each verb, and in which states; None for a verb that does not ask for a state. Written by hand.
EXPECTED: dict[str, tuple[set[Role], set[State] | None]] = {
    "create": ({DRAFTER}, None),
    "amend": ({DRAFTER}, None),
    "save": ({DRAFTER}, WRITTEN),
    "confirm_reference": ({DRAFTER}, WRITTEN),
    "explain": ({DRAFTER}, WRITTEN),
    "submit": ({DRAFTER}, WRITTEN),
    "bring_back": ({DRAFTER, REVIEWER, SECRETARY}, WRITTEN),
    "accept": ({DRAFTER}, WRITTEN),
    "decline": ({DRAFTER}, WRITTEN),
    "withdraw_decision": ({REVIEWER}, WRITTEN),
    "dismiss_request": ({ISSUER}, WRITTEN),
    "comment": ({DRAFTER, REVIEWER, SECRETARY}, {*OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING}),
    "suggest": ({DRAFTER, REVIEWER, SECRETARY}, WRITTEN),
    "reply": ({DRAFTER, REVIEWER, SECRETARY}, {*OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING}),
    "answer": ({DRAFTER}, {*OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING}),
    "resolve": ({DRAFTER, REVIEWER, SECRETARY, ISSUER}, {*OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING}),
    "approve": ({REVIEWER}, {State.IN_REVIEW}),
    "request_changes": ({REVIEWER}, {State.IN_REVIEW}),
    "keep_reservation": ({REVIEWER}, {State.IN_REVIEW}),
    "mark_seen": ({REVIEWER}, {State.IN_REVIEW}),
    "conclude": (set(Role), {State.IN_REVIEW}),
    "correct_scope": ({REVIEWER}, {State.IN_REVIEW}),
    "call_in": ({DRAFTER, REVIEWER, ISSUER}, WRITTEN),
    "end_call": ({DRAFTER, REVIEWER, ISSUER}, WRITTEN),
    "hand_on": ({REVIEWER}, {State.IN_REVIEW}),
    "urge": ({DRAFTER, ISSUER}, {State.IN_REVIEW}),
    "conclude_as_read": ({DRAFTER}, {State.IN_REVIEW}),
    "close_round": (set(Role), {State.IN_REVIEW}),
    "consult": ({SECRETARY}, {State.CONSULTING}),
    "open_consultation": ({SECRETARY}, HEARD),
    "stop_consultation": ({SECRETARY}, {*OPEN, *HEARD}),
    "write_opinion": (set(Role), {*OPEN, *HEARD}),
    "add_opinions": ({SECRETARY}, ANSWERING),
    "take_opinions": ({SECRETARY}, ANSWERING),
    "group_opinions": ({SECRETARY}, ANSWERING),
    "answer_opinions": ({SECRETARY, DRAFTER}, ANSWERING),
    "close_consultation": ({SECRETARY}, ANSWERING),
    "countersign": ({DRAFTER, ISSUER}, CHAIN),
    "review_legality": ({REVIEWER}, CHAIN),
    "study_by_party": ({SECRETARY, ISSUER}, CHAIN),
    "meet_managers": ({SECRETARY, ISSUER}, CHAIN),
    "meet_board": ({SECRETARY, ISSUER}, CHAIN),
    "sign_for_issue": ({ISSUER}, {State.ADOPTED}),
    "use_seal": ({ISSUER}, {State.ADOPTED}),
    "strike_step": ({DRAFTER, REVIEWER, SECRETARY, ISSUER}, CHAIN),
    "revise": ({DRAFTER}, {State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED}),
    "withdraw": ({DRAFTER}, set(State) - ENDED - {State.ADOPTED}),
    "convene": ({SECRETARY}, None),
    "load_roll": ({SECRETARY}, None),
    "freeze_roll": ({SECRETARY}, None),
    "table": ({SECRETARY}, {State.AWAITING}),
    "take_off": ({SECRETARY}, {State.AWAITING}),
    "send_papers": ({SECRETARY}, None),
    "ask_waiver": ({SECRETARY}, {State.AWAITING}),
    "agree_waiver": ({ISSUER}, {State.AWAITING}),
    "attend": ({SECRETARY}, None),
    "lock": ({SECRETARY}, {State.AWAITING}),
    "open_ballot": ({SECRETARY}, {State.AWAITING}),
    "reopen_ballot": ({SECRETARY}, {State.AWAITING}),
    "close_ballot": ({SECRETARY}, {State.AWAITING}),
    "repeat_ballot": ({SECRETARY}, {State.AWAITING}),
    "count": ({SECRETARY, TELLER}, {State.AWAITING}),
    "correct_sheet": ({SECRETARY, TELLER}, DECLARED),
    "recount": ({SECRETARY}, {State.AWAITING}),
    "ask_correction": ({SECRETARY}, DECLARED),
    "drop_correction": ({SECRETARY}, DECLARED),
    "agree_correction": ({SECRETARY, TELLER}, DECLARED),
    "adopt": ({SECRETARY}, {State.AWAITING}),
    "deliberate": ({SECRETARY}, {State.AWAITING}),
    "close": ({SECRETARY}, None),
    "issue": ({ISSUER}, {State.ADOPTED}),
    "reserve_number": ({ISSUER}, {State.ADOPTED}),
    "void_number": ({ISSUER}, None),
    "note_number": ({ISSUER}, None),
    "keep_sealed": ({ISSUER}, {State.ISSUED}),
    "enter": ({SECRETARY, ISSUER}, None),
    "correct": ({SECRETARY, ISSUER}, {State.ISSUED}),
    "attach": ({SECRETARY, ISSUER}, {State.ISSUED}),
    "strike": ({SECRETARY, ISSUER}, {State.ISSUED}),
    "administer": ({ADMIN}, None),
}
