"""The menu at the head of every page: which columns somebody has, and in which of them a page lies."""

from dataclasses import dataclass

from flask import url_for

from workflow.rules.people.roles import Role
from workflow.rules.permissions import can_read_session
from workflow.web.request import visit
from workflow.words import Words

#: The column in which the pages of a room lie, by its folder below templates/web.
COLUMN_OF = {
    "library": "library.shelves",
    "congress": "congress.all_sessions",
    "desk": "workbench.mine",
    "draft": "workbench.mine",
    "entry": "workbench.mine",
    "issue": "workbench.mine",
    "review": "workbench.mine",
    "consultation": "workbench.mine",
    "chain": "workbench.mine",
    "people/chain_rules.html": "people.everybody",
    "people/enterprise.html": "people.everybody",
    "people/required.html": "people.everybody",
    "people/venues.html": "people.everybody",
    "people/logos.html": "people.everybody",
    "people/letterheads.html": "people.everybody",
    "people/units.html": "people.everybody",
    "people/figure.html": "people.everybody",
    "people/figures.html": "people.everybody",
    "people/people.html": "people.everybody",
    "people/person.html": "people.everybody",
    "people/jobs.html": "people.everybody",
    "people/staff_lists.html": "people.everybody",
    "people/staff_columns.html": "people.everybody",
    "people/staff_changes.html": "people.everybody",
    "people/staff_done.html": "people.everybody",
    # Employees come by a link; for whoever signed in it is something to read.
    "consultation/opinions.html": "library.shelves",
    # What an edition changed is read like the text itself, by everybody.
    "review/table.html": "library.shelves",
    "review/decision.html": "library.shelves",
}
#: Pages that lie in no column: they come before one signs in, are about the visitor, or tell what went wrong.
IN_NONE = ("people", "notices", "shapes")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, where it begins, and whether the page lies in it."""

    words: Words
    address: str
    is_here: bool


def menu(template: str) -> list[Column]:
    """The columns that this visitor has, on the page made from `template`, named below templates/web."""
    here = COLUMN_OF.get(template) or COLUMN_OF.get(template.split("/", maxsplit=1)[0], "")
    signed_in, roles = visit.person() is not None, visit.roles()
    columns = (
        ("library.shelves", Words("规章制度", "Regulations"), True),
        ("congress.all_sessions", Words("会议", "Sessions"), signed_in and can_read_session(roles)),
        ("workbench.mine", Words("我的工作", "My desk"), signed_in),
        ("people.everybody", Words("人员", "People"), signed_in and Role.ADMIN in roles),
    )
    return [Column(words, url_for(begins), begins == here) for begins, words, has in columns if has]
