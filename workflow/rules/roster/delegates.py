"""What is asked of a roll of delegates: its fields, with the headers under which unions keep them."""

from workflow.rules.roster.fields import ENTITY, NAME, NUMBER, SEX, Field
from workflow.words import Words

UNIT = Field(
    "unit",
    Words("选举单位", "Electing unit"),
    (
        "选举单位", "选区", "选举单位选区", "所在选区", "部门", "所在部门", "车间", "部门车间", "unit", "electingunit", "constituency",
        "department",
    ),
)  # fmt: skip
DELEGATION = Field(
    "delegation",
    Words("代表团", "Delegation"),
    ("代表团", "代表团组", "所属代表团", "所在代表团", "代表组", "代表小组", "delegation", "delegationgroup", "group"),
)
CATEGORY = Field(
    "category",
    Words("类别", "Category"),
    ("类别", "代表类别", "人员类别", "代表身份", "身份", "代表性质", "category", "kind"),
)
FRONT_LINE = Field(
    "front_line",
    Words("一线", "Front line"),
    ("一线", "是否一线", "一线职工", "一线代表", "是否一线职工", "是否一线代表", "frontline"),
)
MID_LEVEL = Field(
    "mid_level",
    Words("中层以上", "Mid-level or above"),
    (
        "中层以上", "中层", "是否中层以上", "是否中层", "中层及以上", "是否中层及以上", "中层以上管理人员", "是否中层以上管理人员",
        "midlevel", "midlevelorabove", "midlevelmanager",
    ),
)  # fmt: skip
SITE = Field("site", Words("会场", "Site"), ("会场", "所在会场", "参会会场", "分会场", "site", "venue"))
#: An account is named by itself or by the employee number.
ACCOUNT = Field("account", Words("账号或者工号", "Account or employee number"), ("账号", "account", *NUMBER.headers))
EMPLOYER = Field("employer", Words("用人单位", "Employer"), ENTITY.headers)
#: A roll, in the order in which a line of it is written.
ROLL = (NAME, EMPLOYER, UNIT, DELEGATION, CATEGORY, FRONT_LINE, MID_LEVEL, SITE, SEX, ACCOUNT)
