"""What a list leaves in doubt beside what the house knows: one sentence each, with the answers there are. Values and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.rules.roster.reading import Person
from workflow.words import Words

#: It is somebody whom the house knows; somebody, or something, new; nothing is done with the row.
SAME, NEW, LEAVE = "same", "new", ""
LEFT_OUT = Words("暂不处理这一行", "Leave this row out")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question. `key` names it in a form; `answers` are pairs of value and words, `chosen` one of the values."""

    key: str
    row: int
    words: Words
    answers: tuple[tuple[str, Words], ...]
    chosen: str = LEAVE


def _doubt(key: str, row: int, words: Words, answers: tuple[tuple[str, Words], ...], given: Mapping[str, str]) -> Doubt:
    every = ((LEAVE, LEFT_OUT), *answers)
    chosen = given.get(key, LEAVE)
    return Doubt(key, row, words, every, chosen if chosen in {value for value, _ in every} else LEAVE)


def other_name(person: Person, before: str, given: Mapping[str, str]) -> Doubt:
    """A number whose owner has another name here."""
    number, name = person.words("number"), person.words("name")
    return _doubt(
        f"name:{number}:{name}",
        person.row,
        Words(
            f"第{person.row}行：工号{number}在系统里是{before}，名单里是{name}。",
            f"Row {person.row}: the number {number} is {before}'s here and {name}'s in the list.",
        ),
        ((SAME, Words(f"同一个人，{before}更名为{name}", f"The same person: {before} is now called {name}")),),
        given,
    )


def zeros(person: Person, known: Mapping[str, tuple[str, str]], given: Mapping[str, str]) -> Doubt:
    """A number that differs from a known one by leading zeros."""
    number, name = person.words("number"), person.words("name")
    zh = "、".join(f"{one}（{who}）" for one, who in known.values())
    en = ", ".join(f"{one} ({who})" for one, who in known.values())
    return _doubt(
        f"zeros:{number}:{name}",
        person.row,
        Words(
            f"第{person.row}行：名单里的工号{number}和系统里的{zh}只差开头的零。",
            f"Row {person.row}: the number {number} in the list differs from {en} here by leading zeros alone.",
        ),
        tuple((key, Words(f"就是{who}，工号{one}", f"It is {who}, number {one}")) for key, (one, who) in known.items()),
        given,
    )


def account(person: Person, owner: str, given: Mapping[str, str]) -> Doubt:
    """A number that is the name of an account of somebody called otherwise."""
    number, name = person.words("number"), person.words("name")
    return _doubt(
        f"account:{number}:{name}",
        person.row,
        Words(
            f"第{person.row}行：账号{number}在系统里是{owner}的，名单里的姓名是{name}。",
            f"Row {person.row}: the account {number} is {owner}'s here; the list says {name}.",
        ),
        ((SAME, Words(f"同一个人，{owner}更名为{name}", f"The same person: {owner} is now called {name}")),),
        given,
    )


def taken(person: Person, number: str, given: Mapping[str, str]) -> Doubt:
    """A number that is the name of an account of somebody with another number."""
    said = person.words("number")
    return _doubt(
        f"taken:{said}",
        person.row,
        Words(
            f"第{person.row}行：账号{said}已经属于工号{number}的同事，不能再为工号{said}建立账号。",
            f"Row {person.row}: the account {said} belongs to the colleague with the number {number}; no other one can be made.",
        ),
        (),
        given,
    )


def namesake(person: Person, known: Mapping[str, tuple[str, str]], given: Mapping[str, str]) -> Doubt:
    """Somebody with an account and no number who has the same name."""
    number, name = person.words("number"), person.words("name")
    zh, en = "、".join(code for code, _ in known.values()), ", ".join(code for code, _ in known.values())
    return _doubt(
        f"namesake:{number}:{name}",
        person.row,
        Words(
            f"第{person.row}行：{name}（工号{number}）和账号{zh}的姓名相同，那个账号还没有工号。",
            f"Row {person.row}: {name} (number {number}) has the same name as the account {en}, which has no number yet.",
        ),
        (
            *(
                (
                    key,
                    Words(
                        f"同一个人，把工号{number}登记到账号{code}", f"The same person: give {code} the number {number}"
                    ),
                )
                for key, (code, _) in known.items()
            ),
            (NEW, Words("另一个人，建立新账号", "Somebody else: open a new account")),
        ),
        given,
    )


def employer(name: str, said: str, given: Mapping[str, str]) -> Doubt:
    """An employer that the house does not know; the answers may also be the number of one that it knows."""
    key = f"employer:{name}"
    chosen = given.get(key, LEAVE)
    return Doubt(
        key,
        0,
        Words(f"单位“{said}”系统里还没有。", f"The employer “{said}” is not known here."),
        (
            (LEAVE, Words("暂不处理这个单位的人员", "Leave its people out")),
            (NEW, Words("登记为新单位", "Take it in as a new employer")),
        ),
        chosen if chosen == NEW or chosen.isdecimal() else LEAVE,
    )
