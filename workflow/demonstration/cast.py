"""Who and what is in the demonstration enterprise: invented people, the items of its first session, a paper to show."""

from dataclasses import replace
from datetime import date

from workflow import paths
from workflow.config import UNNAMED, Settings
from workflow.records.regulation import RegulationKind
from workflow.rules.congress.words import Body
from workflow.rules.people.roles import Capacity, Role
from workflow.words import Words

ENTERPRISE, SHORT = Words("衡锰新材料股份有限公司", "Hengmeng New Materials Co., Ltd."), Words("衡锰", "Hengmeng")
FIRST_SESSION = date(2025, 4, 22)
IN_FORCE = date(2025, 5, 1)
HEADQUARTERS, SOUTH = "hq", "south"
CONGRESS = Body.WORKERS_CONGRESS
#: Account, Chinese and English name, employer, roles, capacities.
CAST: tuple[tuple[str, str, str, str, tuple[Role, ...], tuple[Capacity, ...]], ...] = (
    ("drafter", "沈若琳", "Shen Ruolin", HEADQUARTERS, (Role.DRAFTER, Role.EMPLOYEE), ()),
    ("reviewer-legal", "方维正", "Fang Weizheng", HEADQUARTERS, (Role.REVIEWER, Role.EMPLOYEE), (Capacity.LEGAL,)),
    ("reviewer-union", "蒋惠兰", "Jiang Huilan", HEADQUARTERS, (Role.REVIEWER, Role.EMPLOYEE), (Capacity.UNION,)),
    ("secretary", "韩书昀", "Han Shuyun", HEADQUARTERS, (Role.SECRETARY, Role.EMPLOYEE), ()),
    ("issuer", "卢承远", "Lu Chengyuan", HEADQUARTERS, (Role.ISSUER, Role.EMPLOYEE), ()),
    ("delegate", "周建锋", "Zhou Jianfeng", HEADQUARTERS, (Role.DELEGATE, Role.TELLER, Role.EMPLOYEE), ()),
    ("employee", "宁小满", "Ning Xiaoman", SOUTH, (Role.EMPLOYEE,), ()),
    ("admin", "管理员", "Administrator", HEADQUARTERS, (Role.ADMIN,), ()),
)
#: Slug, kind, names: the items of the first session in the order in which they were voted on.
TEXTS = (
    ("work-report-2024", RegulationKind.REPORT, "2024年度行政工作报告", "Administrative Work Report for 2024"),
    ("factory-transparency", RegulationKind.REGULATION, "厂务公开条例", "Regulations on Factory Transparency"),
    (
        "representative-assembly",
        RegulationKind.REGULATION,
        "职工代表大会条例",
        "Regulations on the Employee Representative Assembly",
    ),
    (
        "member-welfare",
        RegulationKind.REGULATION,
        "工会会员福利待遇制度",
        "Welfare Benefits System for Trade Union Members",
    ),
)
#: The smallest PDF that opens: stands for the signed paper of a consultation, which a demonstration cannot have.
SIGNED_PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def named(settings: Settings) -> Settings:
    """The settings with the names and the clauses of the demonstration enterprise where the environment gives none."""
    return replace(
        settings,
        enterprise_name=_named(settings.enterprise_name, ENTERPRISE),
        enterprise_short=_named(settings.enterprise_short, SHORT),
        document_code=SHORT.zh if settings.document_code == UNNAMED.zh else settings.document_code,
        clauses=settings.clauses or paths.policies() / "demo" / "clauses.toml",
    )


def _named(given: Words, own: Words) -> Words:
    return Words(own.zh if given.zh == UNNAMED.zh else given.zh, own.en if given.en == UNNAMED.en else given.en)
