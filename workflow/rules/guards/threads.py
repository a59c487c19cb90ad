"""What was said in a review is settled before the text goes on, and by whom."""

from workflow.rules.discussion.threads import unanswered_words
from workflow.rules.facts import Actor, ThreadHere, Threads
from workflow.rules.people.roles import Role
from workflow.words import Words


def threads_are_answered(threads: Threads) -> list[Words]:
    """Whoever asked reads the answer in the next round: what is owed an answer has one before it begins."""
    return unanswered_words(threads.unanswered)


def threads_are_settled(threads: Threads) -> list[Words]:
    """Nobody's question is passed over, and what somebody holds against the text is theirs to give up."""
    found = unanswered_words(threads.unanswered)
    many = threads.unresolved
    if many:
        found.append(
            Words(
                f"还有{many}条须解决的意见，提出人尚未确认已解决。",
                f"{many} blocking remark{'s are' if many > 1 else ' is'} not resolved by {'their' if many > 1 else 'its'} author.",
            )
        )
    return found


def thread_is_open(thread: ThreadHere) -> list[Words]:
    """What ended cannot be answered or end again; a further word may be said to it."""
    return [Words("这条意见已经了结。", "This thread is closed.")] if thread.thread_over else []


def thread_can_be_resolved(thread: ThreadHere, actor: Actor) -> list[Words]:
    """Its author, whatever was answered; or the chair, who never wrote in this edition."""
    if thread.thread_is_own or (Role.ISSUER in actor.roles and not thread.spoke_as_drafter):
        return []
    return [Words("只有提出人或者主持人可以了结这条意见。", "Only its author, or the chair, can close this thread.")]
