"""What was chosen about a list of staff, and what the list says under it: for the pages of one list. Writes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, request
from sqlmodel import col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.people import staff
from workflow.publishing.spreadsheet.book import Book, unpacked
from workflow.records.person import Entity
from workflow.records.staff import StaffFile
from workflow.rules.roster import doubts
from workflow.rules.roster.choosing import sheet_of
from workflow.rules.roster.difference import employer_name, plan
from workflow.rules.roster.fields import STAFF
from workflow.rules.roster.plans import Known, Plan, Terms
from workflow.rules.roster.reading import Understood, read
from workflow.rules.roster.values import DayOrder
from workflow.web.request.fields import row_in, whole_in

#: What the form says of a field for which there is no column.
NO_COLUMN = "no-column"
#: Answers to doubts that are kept, and characters of one.
MOST_ANSWERS, LONGEST_ANSWER = 5_000, 300


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an administrator chose about one list; what is not chosen is guessed."""

    sheet: int | None = None
    header: int | None = None
    columns: dict[str, int | None] = field(default_factory=dict)
    order: str = ""
    employer: int = 0
    everybody: tuple[int, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    offices: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: StaffFile) -> "Chosen":
        """What is kept about a list."""
        kept = staff.choices_of(file)
        return cls(**{**kept, **{name: tuple(kept.get(name, ())) for name in ("everybody", "offices")}})

    def kept(self) -> dict[str, Any]:
        """As it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it stands under what was chosen: which sheet, the table understood, the employers there are."""

    book: Book
    sheet: int
    table: Understood
    chosen: Chosen
    entities: list[Entity]

    @property
    def employer(self) -> int:
        """The employer of rows that name none: the one chosen, else the first there is."""
        numbers = [one.id for one in self.entities]
        return self.chosen.employer if self.chosen.employer in numbers else numbers[0]


def looked_at(act: Act, file: StaffFile) -> Looked:
    """The list as it stands; what was remembered of a list with the same headers goes before what is guessed."""
    book, chosen = unpacked(file.content), Chosen.of(file)
    sheet = chosen.sheet if chosen.sheet is not None else sheet_of([one.rows for one in book.sheets], STAFF)
    sheet = sheet if sheet < len(book.sheets) else 0
    rows = book.sheets[sheet].rows
    order = DayOrder(chosen.order) if chosen.order in set(DayOrder) else None
    columns = chosen.columns
    if not columns:
        headers = read(rows[:60], STAFF, header=chosen.header).headers
        columns = {
            name: at for name, at in staff.remembered(act.db, headers).items() if at is None or at < len(headers)
        }
    table = read(rows, STAFF, chosen=columns, header=chosen.header, order=order, epoch=book.epoch)
    entities = list(act.db.exec(select(Entity).order_by(col(Entity.id))))
    return Looked(book, sheet, table, chosen, entities)


def planned(act: Act, looked: Looked) -> tuple[Plan, dict[int, Known]]:
    """What the list would do to the house as it is now, and whom the house knows."""
    known = staff.known(act.db, act.today)
    terms = Terms(
        entity=looked.employer,
        today=act.today,
        employers={employer_name(name): one.id for one in looked.entities for name in (one.name_en, one.name_zh)},
        everybody=frozenset(looked.chosen.everybody) & {one.id for one in looked.entities},
        answers=looked.chosen.answers,
        offices=frozenset(looked.chosen.offices),
        actor=act.person.id if act.person else 0,
    )
    return plan(looked.table, known, terms), {one.id: one for one in known}


def chosen_in_form(looked: Looked) -> Chosen:
    """What the form about columns says. Another sheet, or another row of headers, has its columns guessed anew."""
    form = request.form
    sheet = whole_in(form.get("sheet", str(looked.sheet)))
    header = whole_in(form.get("header", "")) or None
    same = sheet == looked.sheet and header in (None, looked.table.header)
    columns: dict[str, int | None] = {}
    if same and looked.table.header:
        for one in STAFF:
            said = form.get(f"column:{one.name}", "")
            if said == NO_COLUMN:
                columns[one.name] = None
            elif (at := whole_in(said)) is not None and at < len(looked.table.headers):
                columns[one.name] = at
    return Chosen(
        sheet=sheet if sheet is not None and sheet < len(looked.book.sheets) else None,
        header=header,
        columns=columns,
        order=form.get("order", "") if form.get("order", "") in set(DayOrder) else "",
        employer=row_in(form.get("employer", "")),
        everybody=tuple(sorted({row_in(one) for one in form.getlist("everybody")} - {0})),
        answers=looked.chosen.answers,
        offices=looked.chosen.offices,
    )


def answers_in_form(before: dict[str, str]) -> dict[str, str]:
    """The answers to doubts, with those that were given before."""
    answers = dict(before)
    for key, value in request.form.items():
        if key.startswith("answer:") and len(key) <= LONGEST_ANSWER and len(value) <= LONGEST_ANSWER:
            answers[key.removeprefix("answer:")] = value
    if 0 < len(new := request.form.get("new", "")) <= LONGEST_ANSWER:  # the button beside an employer that nobody knows
        answers[new] = doubts.NEW
    return answers if len(answers) <= MOST_ANSWERS else before


def offices_in_form(before: Sequence[str], every: Callable[[], Iterable[str]]) -> list[str]:
    """The numbers of those who are given the offices they are named for: of those shown, the ticked ones; of others, as before.

    every  all that are named, for the button that ticks them on every page
    """
    if request.form.get("every"):
        return sorted({one.casefold() for one in every()})
    shown, ticked = (
        {one.casefold() for one in request.form.getlist(name) if 0 < len(one) <= LONGEST_ANSWER}
        for name in ("shown", "give")
    )
    chosen = sorted((set(before) - shown) | (ticked & shown))
    return chosen if len(chosen) <= MOST_ANSWERS else list(before)


def found_file(act: Act, number: int) -> StaffFile:
    """The list with this number; 404 when there is none."""
    return staff.find(act.db, number) or abort(404)
