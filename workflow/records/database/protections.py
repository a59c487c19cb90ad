"""What may become of the rows of each table: history stays, what the law may have erased can go, a desk's own state changes.

Every table stands here with the reason; `triggers` holds the database to it. A court asks what was decided, by whom, on which
text and after which remarks (最高法《劳动争议司法解释（一）》, art. 50: a rule made by democratic procedure): that is history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Class(StrEnum):
    """What may be done to a row once it is written."""

    HISTORY = "history"  # nothing; but what is completed later is completed once
    ERASABLE = "erasable"  # it may be deleted, never changed
    WORKING = "working"  # it is changed and deleted as the work goes


@dataclass(frozen=True, slots=True)
class Protection:
    """The class of one table, and why.

    once    columns that are empty when the row is written and filled in once, each with what "empty" is in SQL
    nearer  columns with the day on which something ends: it may be set and may come nearer, never go further off
    frozen  the column with the number of the roll: its entries are replaced until it is frozen, and are history from then on
    """

    kind: Class
    reason: str
    once: Mapping[str, str] = field(default_factory=dict)
    nearer: tuple[str, ...] = ()
    frozen: str = ""


def _history(reason: str, *once: str, **from_empty: str) -> Protection:
    """History whose columns `once` are filled in later, and those `from_empty`, which are not NULL while they are empty."""
    empty = {name.rstrip("_"): value for name, value in from_empty.items()}
    return Protection(Class.HISTORY, reason, MappingProxyType(dict.fromkeys(once, "NULL") | empty))


def _working(reason: str) -> Protection:
    return Protection(Class.WORKING, reason)


PROTECTIONS: Mapping[str, Protection] = MappingProxyType(
    {
        # Texts
        "regulation": _history("what a text is called and where it is found stands on papers that were issued"),
        "snapshot": _history("a saved text: fingerprints, approvals and votes name it"),
        "provision": _history("the provisions of a saved text and their permanent keys"),
        "lineage": _history("which provision became which"),
        "reference_question": _history("a reference that was in doubt when a text was saved"),
        "reference_answer": _history("who said that it is right as it stands"),
        "returned": _history("a Word file that came back, as it came"),
        "suggestion": _history(
            "what a colleague proposed, and once it is settled by whom and why: 意见采纳情况",
            "settled_by",
            "settled_at",
            "accepted_in",
            status="'open'",
            reason_="''",
            by_hand="false",
        ),
        "remark_origin": _history("whose remark it was in the file"),
        "sealed_copy": _history("a scan of the sealed copy of an official file"),
        "document_number": _history(
            "which number was taken for which paper, and what became of it: none is given twice, none is missing",
            "ended_at",
            "ended_by",
            void_reason="''",
        ),
        "binding": _history("whom a regulation binds, and why"),
        # Review and consultation
        "review_round": _history("which texts were put before the reviewers"),
        "approval": _history("who decided, in which capacity, and with what opinion"),
        "cover": _history("what exactly a decision covers"),
        "review_scope": _history("what a round was about and which department was in charge, by whom it was said"),
        "review_requirement": _history("who had to approve a round, by which rule"),
        "review_call": _history("who was called into a review besides, by whom and by when"),
        "call_end": _history("a call into a review that was ended, by whom and why"),
        "retraction": _history("a decision that was taken back or lifted, by whom and why"),
        "comment": _history("a remark made in the review: whether it was heard is what is asked later"),
        "review_thread": _history("what a remark asked for, and on which words it is"),
        "thread_reply": _history("which remark was said to which, and which are answers"),
        "thread_end": _history("who was done with a thread, and why"),
        "written_suggestion": _history(
            "the words that a reviewer wanted, and once it is settled by whom and why: 意见采纳情况",
            "settled_by",
            "settled_at",
            "accepted_in",
            status="'open'",
            reason_="''",
            by_hand="false",
        ),
        "consultation": _history("平等协商, 劳动合同法 art. 4"),
        "attachment": _history("a paper brought as evidence"),
        "step_record": _history(
            "what a step of the enterprise's own chain came to, on which text; the last row counts"
        ),
        "step_strike": _history("such a record that was wrong, by whom it was struck out and why"),
        "employee_consultation": _history(
            "which text employees were asked about and how long; its end is noted once",
            "stopped_at",
            "stopped_by",
            "closed_at",
            "closed_by",
            stop_reason="''",
        ),
        "boxed_opinion": _working(
            "an opinion without a name in its box: an event that spoke for it would tell when it was written. It is history once "
            "the box is opened"
        ),
        "opinion": _history("what employees wrote: whether they were heard is what is asked later"),
        "opinion_group": _history("which opinions were answered together"),
        "opinion_placing": _history("which of them is in which group; the last row counts"),
        "opinion_answer": _history("what they were answered, and why; the last row counts"),
        # The congress
        "congress_session": _history("when which body met; its end is noted once", "closed_at"),
        "site": _history("where it met"),
        "observer": _history("who sat in without a vote"),
        "roll": _history("the denominator of every vote, from the day it is frozen", "frozen_at"),
        "roll_entry": Protection(Class.HISTORY, "who was a delegate, once the roll is frozen", frozen="roll_id"),
        "attendance": _history("when a delegate came, and when they went", "went"),
        "motion": _history(
            "what was put to whom: each text is pinned once",
            "roll_id",
            "sent_snapshot_id",
            "sent_fingerprint",
            "sent_on",
            "voted_snapshot_id",
            "voted_fingerprint",
            "locked_at",
            "taken_off_at",
        ),
        "waiver": _history("a rule that was gone over, why, and who agreed", "agreed_by", "agreed_at"),
        "ballot": _history("an attempt at a vote"),
        "presence_list": _history("who was present at its opening"),
        "presence_count": _history("how many were, at each site"),
        "presence": _history("each of them"),
        "ballot_closing": _history("the end of casting"),
        "count_sheet": _history("one person's count; a correction is a further row"),
        "recount": _history("that the scrutineers counted again"),
        "result": _history("what was declared; a correction is a further row"),
        "correction": _history(
            "a declaration in question, and how that ended",
            "agreed_by",
            "agreed_at",
            "dropped_at",
            "new_result_id",
        ),
        "paper": _history(
            "every paper that is kept: what it is of, its number, and what it says, frozen by the act that made it"
        ),
        "paper_file": _history("its file"),
        # The past
        "entry": _history("what old papers say; a correction is a further row"),
        "scan": _history("a scan of one of them"),
        # People
        "role_grant": Protection(Class.HISTORY, "who held which office when", nearer=("until",)),
        "capacity_grant": Protection(Class.HISTORY, "who could review in which capacity when", nearer=("until",)),
        "delegation": _history("who let whom decide; it is ended once", "ended_at", "ended_by"),
        "renaming": _history("what somebody was called from a day on"),
        "transfer": _history("whose employee somebody was from a day on"),
        "employment": _history("from when to when somebody belonged to the enterprise; the end is noted once", "until"),
        "posting": _history("in which department somebody worked from a day on"),
        "staff_import": _history("which list of staff was carried out, by whom, and how many it concerned"),
        "enterprise_name": _history(
            "what the enterprise was called from a day on, and the code in its document numbers"
        ),
        "logo": _history("the picture in the head of the pages, from which day on"),
        "letterhead": _history("what stands in red above the papers that are issued, from which day on"),
        "unit": _history("what a unit of the enterprise was called, from which day on"),
        "venue": _history("where sessions could be held, from which day on"),
        "required_review": _history("whose approval the enterprise asked for besides, from which day on"),
        "required_step": _history("which steps of its own chain the enterprise asked for, from which day on"),
        "own_figure": _history("by which stricter figure the enterprise let itself be bound, and where it says so"),
        # The chain
        "event": _history("the chain of acts"),
        "payload": Protection(
            Class.ERASABLE,
            "names and opinions beside the chain (个人信息保护法 art. 47): `workflow erase` deletes the row, the chain stays "
            "whole by its salted hash, and an event says that the words were erased",
        ),
        # What changes as the work goes
        "edition": _working("its state and days: what the events say, which a test replays"),
        "change_reason": _working(
            "why a provision is changed, rewritten while it is drafted; the table sent out is a paper"
        ),
        "entity": _working(
            "the directory of employers: a name is mended; papers keep the words that they were printed with"
        ),
        "person": _working(
            "an account: its password and whether it is closed; names and employers are dated in other tables"
        ),
        "working_copy": _working("words on one person's desk, not saved yet"),
        "set_aside": _working("such words put aside, five at most"),
        "incoming": _working("a file on its way into a draft, on one person's desk"),
        "staff_file": _working("a list of staff on one administrator's desk, with more of people than is kept of them"),
        "staff_columns": _working("how the columns of such a list were read, until they are read otherwise"),
        "newcomer": _working("for whom a slip with a one-time code is still to be printed"),
        "sign_in": _working(
            "where somebody is signed in: deleted at its end, because it is nobody's business afterwards"
        ),
        "presiding": _working("whether somebody showed a fresh sign-in for a session"),
        "known_device": _working("a browser known for some weeks, then forgotten"),
        "wrong_tries": _working("how long a guesser has to wait"),
        "job": _working("what is still to be done, who has it in hand, and for some weeks what was done"),
        "notice": _working("what somebody was told and whether they read it; the act it tells of is on the record"),
        "delivery": _working("how a notice leaves the house, and whether it did"),
        "notice_choice": _working("how somebody wants to be told, which they change as they like"),
        "review_turn": _working("for whom a round waits, so that they are told once when their turn begins"),
        "viewed_mark": _working(
            "which provisions a reviewer has looked at, a note for themselves that falls off with the words"
        ),
        "review_choice": _working("how a reviewer likes the page, which they change as they like"),
        "mark": _working("a fact about this database, such as its number"),
        "search_text": _working("the index of words, made again from the texts at any time"),
        "search_token": _working("the same"),
        "search_unit": _working("the same"),
    }
)


def tables_of(kind: Class) -> tuple[str, ...]:
    """The tables of a class, in the order in which they stand above."""
    return tuple(table for table, one in PROTECTIONS.items() if one.kind is kind)
