"""Random tables of staff in random header styles, with what they say: an independent model of what a reader should find."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

#: What a column may be called, as enterprises do; written down here and not taken from the reader.
CALLED = {
    "number": [
        "工号",
        "员工编号",
        "职工编号（必填）",
        "Employee No.",
        "employee number",
        "员工工号",
        "Staff ID",
        "工 号",
        "工号*",
    ],
    "name": ["姓名", "员工姓名", "姓  名", "Name", "Full Name", "姓名(中文)", "NAME"],
    "name_en": ["英文姓名", "English Name", "姓名拼音", "拼音"],
    "department": ["部门", "部门/车间", "所在部门", "Department", "车间", "Dept.", "所属部门\n（二级）"],
    "entity": ["单位", "用人单位", "Entity", "Company", "劳动合同主体", "所属公司"],
    "post": ["岗位", "职务", "Position", "Job Title", "岗位名称"],
    "office": ["系统岗位", "系统角色", "角色", "Office here", "System role"],
    "joined": ["入职日期", "入职时间", "Join Date", "Hire date", "入厂日期", "进厂日期"],
    "left": ["离职日期", "Leave Date", "离职时间", "Termination date"],
    "phone": ["手机", "手机号码", "Mobile", "联系电话"],
    "email": ["邮箱", "E-mail", "电子邮箱"],
    "sex": ["性别", "Sex", "Gender"],
}
#: Columns that nobody asks for.
OTHERS = [
    "序号",
    "身份证号码",
    "部门编号",
    "紧急联系人姓名",
    "紧急联系电话",
    "备注",
    "民族",
    "直接上级",
    "Manager",
    "银行卡号",
    "学历",
    "合同编号",
]
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红玲波辉婷雪梅龙飞鹏浩然子轩一诺𠮷㛃"


@dataclass
class Made:
    """A table and what it says: `people` by row, from 1."""

    rows: list[list[Any]]
    people: dict[int, dict[str, Any]] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    header: int = 0


def made(seed: int, *, typed: bool, many: int = 12) -> Made:
    """A table; `typed` with numbers and days as a spreadsheet stores them, else all as text."""
    dice = random.Random(seed)
    names = ["number", "name", *(one for one in CALLED if one not in ("number", "name") and dice.random() < 0.6)]
    order: list[str] = [*names, *dice.sample(OTHERS, dice.randint(0, 5)), *[""] * dice.randint(0, 2)]
    dice.shuffle(order)
    rows: list[list[Any]] = [_title(dice, len(order)) for _ in range(dice.randint(0, 4))]
    headers = [dice.choice(CALLED[one]) if one in CALLED else one for one in order]
    rows.append(headers)
    out = Made(rows, columns={one: order.index(one) for one in names}, header=len(rows))
    style = dice.randrange(9)
    taken: set[str] = set()
    joined_last = date(2024, 12, 30)
    for at in range(many):
        if dice.random() < 0.08:
            rows.append([] if dice.random() < 0.5 else [None if typed else ""] * len(order))
        said = _person(dice, at, names, taken, joined_last)
        row = [_written(dice, one, said, style, typed) if one in names else _noise(dice, one, at) for one in order]
        rows.append(row)
        out.people[len(rows)] = {name: value for name, value in said.items() if value}
        if dice.random() < 0.04:
            rows.append(list(headers))  # printed on every page
    if dice.random() < 0.5:
        rows.append(["合计", *[None if typed else ""] * max(0, len(order) - 2), many][: max(1, len(order))])
        if all(rows[-1][at] if at < len(rows[-1]) else None for at in (out.columns["number"], out.columns["name"])):
            rows.pop()
    return out


def _title(dice: random.Random, width: int) -> list[Any]:
    return dice.choice(
        [
            [],
            ["某某机械有限公司员工花名册"],
            [None, "截止日期：2026年3月1日"],
            ["填报单位：人力资源部", *[None] * (width - 1)],
        ]
    )


def _person(dice: random.Random, at: int, names: list[str], taken: set[str], last: date) -> dict[str, Any]:
    while True:
        number = dice.choice(
            [
                f"{dice.randrange(1, 10**5):05d}",
                f"A{dice.randrange(10**4):04d}",
                str(dice.randrange(1000, 99999)),
                f"hm-{at:03d}",
            ]
        )
        if number.lstrip("0").casefold() not in taken:
            taken.add(number.lstrip("0").casefold())
            break
    name = dice.choice(FAMILY) + "".join(dice.choice(GIVEN) for _ in range(dice.randint(1, 2)))
    if dice.random() < 0.05:
        name = dice.choice(["阿依古丽·买买提", "O'Neill Sean", "欧阳娜娜"])
    joined = date(1985, 1, 1) + timedelta(days=dice.randrange((last - date(1985, 1, 1)).days))
    said = {
        "number": number,
        "name": name,
        "name_en": dice.choice(["", "Wang Wei", "LI Na"]),
        "department": dice.choice(["一车间", "二车间", "人力资源部", "Quality", ""]),
        "entity": dice.choice(["某某机械有限公司", "某某铸造有限公司"]),
        "post": dice.choice(["钳工", "车间主任", "Engineer", ""]),
        "office": dice.choice(["", "", "", "起草人", "法务审核、计票人"]),
        "joined": joined if dice.random() < 0.9 else None,
        "left": joined + timedelta(days=dice.randrange(1, 2000)) if dice.random() < 0.15 else None,
        "phone": f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09d}",
        "email": dice.choice(["", f"p{at}@example.com"]),
        "sex": dice.choice(["男", "女", ""]),
    }
    return {one: value for one, value in said.items() if one in names}


def _written(dice: random.Random, name: str, said: dict[str, Any], style: int, typed: bool) -> Any:
    value = said[name]
    if value is None or value == "":
        return dice.choice([None, ""]) if typed else ""
    if name in ("number", "phone"):
        if typed and value.isdigit() and not value.startswith("0") and dice.random() < 0.5:
            return int(value) if dice.random() < 0.7 else float(value)
        return dice.choice(
            [value, f" {value} ", "".join(_wide(one) for one in value), f"'{value}" if not typed else value]
        )
    if name in ("joined", "left"):
        return _day(value, style, typed)
    return dice.choice([value, f" {value}", f"{value}\u3000", value.replace(" ", "  ")])


def _wide(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0) if letter.isdigit() else letter


def _day(value: date, style: int, typed: bool) -> Any:
    if typed and style < 3:
        return [datetime(value.year, value.month, value.day), value, (value - date(1899, 12, 30)).days][style]  # noqa: DTZ001
    return [
        value.isoformat(),
        f"{value.year}/{value.month}/{value.day}",
        f"{value.year}.{value.month:02d}.{value.day:02d}",
        f"{value.year}年{value.month}月{value.day}日",
        value.strftime("%Y%m%d"),
        f"{value.isoformat()} 00:00:00",
        value.strftime("%d %b %Y"),
        value.strftime("%B %d, %Y"),
        f"{value.year} 年 {value.month} 月 {value.day} 日",
    ][style]


def _noise(dice: random.Random, header: str, at: int) -> Any:
    return {
        "": None,
        "序号": at + 1,
        "身份证号码": f"43010119{dice.randrange(60, 99)}01010{dice.randrange(100, 999)}X",
        "紧急联系人姓名": "张三",
        "紧急联系电话": "13800000000",
    }.get(header, dice.choice(["", "无", "汉", 3]))
