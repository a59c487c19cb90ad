"""An invented enterprise with two legal entities, and the files that its people bring: staff, a regulation, a roll."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.publishing.spreadsheet.files import workbook
from tests.publishing.word.ooxml import docx, p, r

NAME, SECOND, CODE = "云岭精密机械股份有限公司", "云岭铸锻有限责任公司", "云机制"
#: Employee number, name, office as the list calls it.
OFFICES = {
    "Y0001": ("段青云", "起草人"),
    "Y0002": ("普建华", "审核人（法务）"),
    "Y0003": ("李雪梅", "工会审核"),
    "Y0004": ("和志强", "职代会秘书"),
    "Y0005": ("杨丽仙", "计票人"),
    "Y0006": ("赵国栋", "印发人"),
}
EMPLOYEE = ("Y0007", "木春燕")
#: Where all of them work: their slips are printed first.
OFFICE = "党群工作部（工会办公室）"
_FAMILY, _GIVEN = (
    "段杨赵李和木普罗白马张王周何谢",
    "云 建国 丽仙 志明 春花 学文 秀兰 国强 雪 玉珍 永平 立新 小龙 晓燕 德昌".split(),
)
_PLACES = "总装车间 热处理车间 铸造一车间 铸造二车间 质量管理部（含计量检测中心） 采购与供应链管理部 设备动力科 人力资源部".split()


def name_of(at: int) -> str:
    """Who has the number `at` on the list."""
    number = f"Y{at:04d}"
    known = {**OFFICES, EMPLOYEE[0]: EMPLOYEE[1:]}
    dice = random.Random(at)
    return known[number][0] if number in known else dice.choice(_FAMILY) + dice.choice(_GIVEN)


def staff(many: int) -> bytes:
    """The personnel office's file: a title, a line of remarks, headers of its own, days in two ways, a sum at its foot."""
    dice = random.Random(2026)
    rows: list[list[Any]] = [
        ["云岭集团在册职工一览表（2026年度）", *[None] * 8],
        ["填报部门：人力资源部", None, None, None, "单位：人", None, None, None, None],
        [
            "序号",
            "厂牌号",
            "姓 名",
            "劳动合同主体",
            "所在车间（科室）",
            "现任职务",
            "系统角色",
            "进厂时间",
            "联系电话*",
        ],
    ]
    for at in range(1, many + 1):
        number, begun = f"Y{at:04d}", date(1992, 7, 1) + timedelta(days=dice.randrange(12_000))
        office = OFFICES[number][1] if number in OFFICES else ""
        place = OFFICE if number in OFFICES or number == EMPLOYEE[0] else dice.choice(_PLACES)
        day: Any = begun if at % 3 else f"{begun.year}.{begun.month}.{begun.day}"
        entity, post = SECOND if at % 5 == 0 else NAME, dice.choice(["", "钳工", "班长"])
        rows.append([at, number, name_of(at), entity, place, post, office, day, "139****"])
    rows.append(["合计", None, None, None, None, None, None, None, many])
    return workbook(rows, merged=["A1:I1"])


ARTICLES = (
    ("第一章　总则", ""),
    ("", "第一条　为了规范职工考勤和休假管理，保障职工休息休假的权利，制定本办法。"),
    ("", "第二条　本办法适用于与公司建立劳动关系的全体职工。"),
    ("第二章　考勤", ""),
    ("", "第三条　公司实行每日工作八小时、每周工作四十小时的标准工时制度。"),
    ("", "第四条　职工有下列情形之一的，按出勤计算："),
    ("", "（一）参加职工代表大会的；"),
    ("", "（二）依法享受年休假的。"),
    ("第三章　附则", ""),
    ("", "第五条　本办法自印发之日起施行。"),
)
TITLE = "职工考勤与休假管理办法"


def regulation() -> bytes:
    """The draft as it lies in somebody's Word."""
    body = p(r(TITLE), properties='<w:jc w:val="center"/>')
    for heading, words in ARTICLES:
        body += p(r(heading), properties='<w:jc w:val="center"/>') if heading else p(r(words))
    return docx(body)


def roll(many: int = 60) -> bytes:
    """The union's list of delegates: headers of its own, numbers by which accounts are found, and no site, for there is one."""
    kinds = ("工人", "工人", "技术人员", "管理人员")
    rows: list[list[Any]] = [
        ["云岭集团第一届职工代表名单"],
        ["序号", "姓名", "工号", "用人单位", "选举单位", "代表团", "代表类别", "是否一线", "是否中层以上", "性别"],
    ]
    for at in range(1, many + 1):
        kind, entity = kinds[at % 4], SECOND if (at + 10) % 5 == 0 else NAME
        leads = "是" if kind == "管理人员" and at % 8 == 3 else "否"
        front, sex = "是" if kind == "工人" else "否", "女" if at % 3 else "男"
        mine = [at, name_of(at + 10), f"Y{at + 10:04d}", entity, _PLACES[at % 4], f"第{at % 3 + 1}代表团"]
        rows.append([*mine, kind, front, leads, sex])
    return workbook(rows)
