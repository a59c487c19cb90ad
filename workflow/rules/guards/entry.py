"""How editions follow one another: what can be amended, what can be entered from papers (补录), and what rests on it."""

from workflow.rules.facts import Editions, Entry, EntryPlace, Succession
from workflow.rules.succession import next_follows, under_way
from workflow.words import Words


def was_entered_afterwards(entry: Entry) -> list[Words]:
    """补录: only what was typed in from papers is corrected like this; what went through the house has its own record."""
    if entry.entered:
        return []
    return [Words("这一版不是补录的。", "This edition was not entered afterwards.")]


def nothing_follows(succession: Succession) -> list[Words]:
    """A later edition rests on this one; it would hang in the air."""
    if not succession.followed:
        return []
    return [
        Words("后面的版本以这一版为基础，不能撤销。", "A later edition builds on this one; it cannot be struck out.")
    ]


def no_edition_is_under_way(editions: Editions) -> list[Words]:
    """One edition after another: two drafts of one text would each forget the other's changes."""
    number = under_way(editions)
    if number is None:
        return []
    return [
        Words(
            f"第{number}版还在办理中，请先办结或者撤回。",
            f"Edition {number} is still on its way; finish or withdraw it first.",
        )
    ]


def something_to_amend(editions: Editions) -> list[Words]:
    """An amendment changes a text that was issued; where everything was withdrawn, one may begin anew."""
    if next_follows(editions) is not None or under_way(editions) is not None:  # the latter says no_edition_is_under_way
        return []
    return [Words("没有可以修改的文本。", "There is no text that could be amended.")]


def no_report_is_entered(place: EntryPlace) -> list[Words]:
    """A report is heard once and binds nobody afterwards."""
    if not place.of_report:
        return []
    return [Words("报告不补录，只补录规章制度。", "Only regulations are entered afterwards, not reports.")]


def nothing_was_made_here(place: EntryPlace) -> list[Words]:
    """An entry goes in front of nothing: once the house has made an edition of its own, what follows is made here as well."""
    if place.made_here is None or place.of_report:  # which is said by no_report_is_entered
        return []
    return [
        Words(
            f"《{place.called.zh}》第{place.made_here}版是在系统中办理的，不能再在它前后补录；以后的修改请在系统中起草。",
            f"Edition {place.made_here} of “{place.called.en}” was made in the system; nothing can be entered around it. "
            "Draft what follows here.",
        )
    ]
