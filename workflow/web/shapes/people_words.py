"""What was done to accounts and offices, in plain words: for a person's page and the register of people."""

from collections.abc import Mapping

from workflow.rules.people.roles import CAPACITY_WORDS, ROLE_WORDS, Capacity, Role
from workflow.words import Words

SENTENCES = {
    "add_person": Words("为{person}建立账号{with_offices}", "opened an account for {person}{with_offices}"),
    "close_account": Words("关闭{person}的账号", "closed the account of {person}"),
    "reopen_account": Words(
        "恢复{person}的账号，发放一次性密码", "reopened the account of {person}, with a one-time code"
    ),
    "reset_password": Words("为{person}发放一次性密码", "handed out a one-time code for {person}"),
    "set_password": Words("{on_host}设置了{person}的密码", "set the password of {person}{on_host}"),
    "grant_office": Words(
        "授予{person}“{as_office}{for_unit}”，自{on_day}起{up_to}{to_oneself}",
        "gave {person} the office “{as_office}{for_unit}” from {on_day}{up_to}{to_oneself}",
    ),
    "end_office": Words(
        "结束{person}的“{as_office}”，自{end_day}起不再担任{of_oneself}",
        "ended the office “{as_office}” of {person} from {end_day}{of_oneself}",
    ),
    "rename": Words(
        "登记{person}自{on_day}起姓名为“{new_name}”", "recorded that {person} is called “{new_name}” from {on_day}"
    ),
    "transfer": Words(
        "登记{person}自{on_day}起调入{new_employer}", "recorded that {person} works for {new_employer} from {on_day}"
    ),
    "join": Words(
        "登记{person}入职（工号{number}{desk}），建立账号",
        "took in {person} (number {number}{desk}) and opened the account",
    ),
    "come_back": Words(
        "登记{person}自{on_day}起再次入职，恢复账号", "recorded that {person} is back from {on_day}, account reopened"
    ),
    "leave": Words(
        "登记{person}离职，最后一天为{last_day}{not_in_list}，岗位和账号随即结束",
        "recorded that {person} left, {last_day} being the last day{not_in_list}; offices and account ended",
    ),
    "give_number": Words("登记{person}的工号{number}", "recorded the employee number {number} of {person}"),
    "note_employment": Words("登记{person}自{on_day}起在职", "recorded that {person} has belonged here since {on_day}"),
    "post": Words("登记{person}自{on_day}起在{at_desk}", "recorded that {person} works in {at_desk} from {on_day}"),
    "import_staff": Words(
        "办理人员名单《{file}》：入职{joined}人，再次入职{returned}人，离职{left}人，调动{moved}人，更名{renamed}人",
        "carried out the list of staff “{file}”: {joined} joined, {returned} came back, {left} left, {moved} moved, {renamed} renamed",
    ),
    "make_slips": Words("打印{many}份一次性密码条", "printed {many} slips with one-time codes"),
    "add_employer": Words("登记新单位{entity}", "took in the new employer {entity}"),
    "delegate": Words(
        "委托{person}代为审核（{as_capacity}），自{on_day}起",
        "delegated the review for {as_capacity} to {person} from {on_day}",
    ),
    "end_delegation": Words(
        "终止与{person}之间的审核委托（{as_capacity}）",
        "ended the delegation of the review for {as_capacity} with {person}",
    ),
}


def office_words(kind: object, value: object) -> Words:
    """An office of an event in words; "" for one that is no office any more."""
    if kind == "capacity":
        return CAPACITY_WORDS[Capacity(str(value))] if value in set(Capacity) else Words("", "")
    return ROLE_WORDS[Role(str(value))] if value in set(Role) else Words("", "")


def opened_with(said: Mapping[str, object]) -> list[Words]:
    """The offices with which an account was opened."""
    roles, capacities = said.get("roles"), said.get("capacities")
    return [
        *(office_words("role", one) for one in (roles if isinstance(roles, list) else [])),
        *(office_words("capacity", one) for one in (capacities if isinstance(capacities, list) else [])),
    ]
