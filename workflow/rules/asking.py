"""How the page of moves is asked: by the page before it offers a button, and by the verb before it acts, in the same words."""

from workflow.rules.facts import Actor, Case, Kind
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import ROLE_WORDS, Role
from workflow.rules.row import groups_of
from workflow.rules.situation import Situation
from workflow.rules.states import REPORT_STATE_WORDS, STATE_WORDS, State
from workflow.words import Words


def reasons(verb: str, at: Situation) -> list[Words]:
    """Every reason why `verb` cannot be done in this situation, most general first; an empty list means that it can.

    Of the situation only those facts are read that the row needs. Raises KeyError for a verb that is not on the page.
    """
    move, actor = MOVES[verb], at.of(Actor)
    if actor.for_another and not move.by_deputy:
        return [not_delegated()]
    if not may_hold(verb, actor.roles):
        names = [ROLE_WORDS[role] for role in sorted(move.roles)]
        zh, en = "、".join(one.zh for one in names), " or ".join(one.en for one in names)
        article = "an" if en[0] in "aeiou" else "a"
        return [Words(f"只有{zh}可以这样做。", f"Only {article} {en} can do this.")]
    if move.sources is not None and (state := at.of(Case).state) not in move.sources:
        now = (REPORT_STATE_WORDS if at.of(Kind).is_report else STATE_WORDS)[state]
        return [
            Words(
                f"当前状态是“{now.zh}”，不能{move.words.zh}。", f"It is “{now.en}” now: “{move.words.en}” is not open."
            )
        ]
    return against(verb, at)


def leads_from(verb: str, state: State) -> bool:
    """True when `verb` is done in `state`, whatever else may stand against it: asked where it says what a page is about."""
    sources = MOVES[verb].sources
    return sources is None or state in sources


def states_for(verb: str) -> frozenset[State]:
    """The states in which `verb` is done, for a statement that reads many editions."""
    return frozenset(state for state in State if leads_from(verb, state))


def against(verb: str, at: Situation) -> list[Words]:
    """What stands against `verb` whoever wants it, where its state is open: every reason of every guard of its row."""
    return [reason for guard in MOVES[verb].guards for reason in guard(*(at.of(group) for group in groups_of(guard)))]


def for_a_deputy(verb: str) -> bool:
    """True when a delegation covers `verb`; false for every verb that is not on the page."""
    return verb in MOVES and MOVES[verb].by_deputy


def not_delegated() -> Words:
    """Why something cannot be done in somebody else's name."""
    covered = [row.words for row in MOVES.values() if row.by_deputy]
    zh, en = "、".join(f"“{one.zh}”" for one in covered), " and ".join(f"“{one.en}”" for one in covered)
    return Words(
        f"审核委托的范围只是{zh}，其他事项请以本人名义办理。",
        f"A delegation of review covers {en} and nothing else: do everything else in your own name.",
    )


def may_hold(verb: str, roles: frozenset[Role]) -> bool:
    """True when one of `roles` may use `verb` at all; a move without roles belongs to the system."""
    allowed = MOVES[verb].roles
    return not allowed or bool(allowed & roles)
