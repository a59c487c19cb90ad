"""What may be asked of a table of people: each field with its words and the headers under which enterprises keep it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workflow.words import Words


class Says(StrEnum):
    """What the cells of a column say."""

    WORDS = "words"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a table may say of each person.

    headers   what its column may be called, in either language; small letters, without blanks and signs
    required  a table without such a column, and a row with nothing in it, is asked about
    key       it tells people apart: no two rows have the same
    longest   characters
    """

    name: str
    words: Words
    headers: tuple[str, ...]
    says: Says = Says.WORDS
    required: bool = False
    key: bool = False
    longest: int = 200


NUMBER = Field(
    "number",
    Words("工号", "Employee number"),
    (
        "工号", "员工编号", "职工编号", "人员编号", "员工号", "职工号", "员工代码", "职工代码", "员工工号", "人事编号", "编号", "employeeno",
        "employeenumber", "employeeid", "empno", "empid", "staffno", "staffnumber", "staffid", "personnelnumber",
        "personnelno", "payrollnumber", "payrollno", "no", "number", "id",
    ),
    Says.NUMBER, required=True, key=True, longest=40,
)  # fmt: skip
NAME = Field(
    "name",
    Words("姓名", "Name"),
    (
        "姓名",
        "员工姓名",
        "职工姓名",
        "中文姓名",
        "中文名",
        "名字",
        "人员姓名",
        "name",
        "fullname",
        "employeename",
        "staffname",
        "chinesename",
    ),
    required=True,
)
NAME_EN = Field(
    "name_en",
    Words("英文姓名", "Name in English"),
    ("英文姓名", "英文名", "拼音", "姓名拼音", "englishname", "nameinenglish", "latinname", "pinyin"),
)
DEPARTMENT = Field(
    "department",
    Words("部门", "Department"),
    (
        "部门", "车间", "部门车间", "车间部门", "科室", "所在部门", "所属部门", "部门名称", "处室", "部室", "班组", "department", "dept",
        "workshop", "division", "team", "departmentworkshop", "departmentname", "orgunit",
    ),
)  # fmt: skip
ENTITY = Field(
    "entity",
    Words("单位", "Employer"),
    (
        "单位", "公司", "用人单位", "所属单位", "所在单位", "所属公司", "所在公司", "法人单位", "法人主体",
        "合同主体", "签约主体", "劳动合同主体", "单位名称", "公司名称",
        "entity", "company", "employer", "legalentity", "legalemployer", "companyname",
    ),
)  # fmt: skip
POST = Field(
    "post",
    Words("岗位", "Post"),
    (
        "岗位", "职务", "职位", "岗位名称", "职位名称", "现任职务", "工种", "position", "jobtitle", "title", "post", "job", "role",
    ),
)  # fmt: skip
OFFICE = Field(
    "office",
    Words("系统岗位", "Office here"),
    (
        "系统岗位", "系统角色", "系统职责", "系统权限", "角色", "制度岗位", "制度角色", "平台岗位", "平台角色",
        "officehere", "offices", "office", "systemrole", "systemroles", "roleinsystem", "roles",
    ),
)  # fmt: skip
JOINED = Field(
    "joined",
    Words("入职日期", "Joined on"),
    (
        "入职日期", "入职时间", "进厂日期", "入厂日期", "入厂时间", "报到日期",
        "进厂时间", "入司日期", "入司时间", "到岗日期", "参加工作日期", "入职", "joined", "joinedon", "joindate",
        "datejoined", "hiredate", "dateofhire", "hiredon", "hired", "startdate", "entrydate", "dateofjoining",
    ),
    Says.DAY,
)  # fmt: skip
LEFT = Field(
    "left",
    Words("离职日期", "Left on"),
    (
        "离职日期", "离职时间", "离厂日期", "解除合同日期", "终止日期", "退休日期", "离司日期", "离职", "left", "lefton", "leavedate", "leavingdate",
        "dateleft", "terminationdate", "enddate", "lastday", "exitdate",
    ),
    Says.DAY,
)  # fmt: skip
PHONE = Field(
    "phone",
    Words("手机", "Mobile"),
    (
        "手机",
        "手机号",
        "手机号码",
        "联系电话",
        "电话",
        "联系方式",
        "移动电话",
        "mobile",
        "mobilephone",
        "phone",
        "telephone",
        "cell",
        "tel",
    ),
    Says.NUMBER,
    longest=40,
)
EMAIL = Field(
    "email",
    Words("邮箱", "E-mail"),
    ("邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址", "email", "mail", "emailaddress"),
)
SEX = Field("sex", Words("性别", "Sex"), ("性别", "sex", "gender"), longest=20)
#: What is asked of a table of staff.
STAFF = (NUMBER, NAME, NAME_EN, DEPARTMENT, ENTITY, POST, OFFICE, JOINED, LEFT, PHONE, EMAIL, SEX)

_BRACKETS = re.compile(r"[(\[{（【〔［].*?[)\]}）】〕］]")
_SIGNS = re.compile(r"[\W_]+")
#: A column about somebody else, or about something else that has a number or a name.
_OTHERS = re.compile(
    r"紧急|联系人|配偶|家属|父|母|上级|领导|负责人|推荐|介绍人|师傅|班组长|经理姓名|身份证|证件|合同编号|合同号|部门编|部门代|岗位编|银行|卡号|社保|序号"
    r"|emergency|contactname|spouse|manager|supervisor|referr|nextofkin|bank|passport|idcard|seq|serial"
)
EXACTLY, ENDING = 2, 1


@lru_cache(maxsize=4096)
def header_words(said: str) -> str:
    """A header as it is compared: 员工编号（必填）* → 员工编号, Employee No. → employeeno."""
    low = unicodedata.normalize("NFKC", said).casefold()
    bare = _SIGNS.sub("", _BRACKETS.sub("", low))
    return bare or _SIGNS.sub("", low)


@lru_cache(maxsize=16384)
def likeness(header: str, field: Field) -> int:
    """How surely a column with this header is `field`: EXACTLY, ENDING (its last words are the field's) or 0."""
    said = header_words(header)
    if not said or len(said) > 30:
        return 0
    if said in field.headers:
        return EXACTLY
    if _OTHERS.search(said):
        return 0
    ends = any(len(one) > 1 and not one.isascii() and said.endswith(one) for one in field.headers)
    return ENDING if ends else 0
