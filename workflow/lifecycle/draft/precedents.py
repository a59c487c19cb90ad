"""Precedents 范本: texts to begin from, one for each kind of regulation, with guidance where the enterprise must decide."""

from enum import StrEnum

from workflow import paths
from workflow.words import Language, Words


class Precedent(StrEnum):
    """A kind of regulation that has a precedent, by the name of its files in `policies/precedents`.

    First the eight matters of 劳动合同法 art. 4, then the congress's own, then the other forms of paper.
    """

    GENERAL = "general"
    ATTENDANCE = "attendance"
    PAY = "pay"
    SAFETY = "safety"
    WELFARE = "welfare"
    TRAINING = "training"
    DISCIPLINE = "discipline"
    QUOTAS = "quotas"
    TRANSPARENCY = "transparency"
    CONGRESS = "congress"
    MEMBERS = "members"
    STANDARD = "standard"
    NOTICE = "notice"


PRECEDENT_WORDS = {
    Precedent.GENERAL: Words("管理办法（通用）", "Measures, of any matter"),
    Precedent.ATTENDANCE: Words("考勤与休假", "Attendance and leave"),
    Precedent.PAY: Words("薪酬", "Pay"),
    Precedent.SAFETY: Words("劳动安全卫生", "Safety and health at work"),
    Precedent.WELFARE: Words("职工福利", "Employee welfare"),
    Precedent.TRAINING: Words("职工培训", "Training of employees"),
    Precedent.DISCIPLINE: Words("劳动纪律与奖惩", "Discipline, rewards and penalties"),
    Precedent.QUOTAS: Words("劳动定额", "Labour quotas"),
    Precedent.TRANSPARENCY: Words("厂务公开", "Factory transparency"),
    Precedent.CONGRESS: Words("职工代表大会", "Workers' congress"),
    Precedent.MEMBERS: Words("工会会员福利", "Welfare of trade union members"),
    Precedent.STANDARD: Words("企业标准（1、1.1编号）", "Enterprise standard, numbered 1, 1.1"),
    Precedent.NOTICE: Words("工作方案（一、（一）编号）", "Work plan, numbered I., 1."),
}
#: Guidance that the product answers by itself.
_ENTERPRISE = {Language.ZH: "〔填：企业名称〕", Language.EN: "[Fill in: the enterprise]"}


def called(asked: str) -> Precedent | None:
    """The precedent that a form asks for; None where it names none."""
    return next((one for one in Precedent if one.value == asked), None)


def text_of(precedent: Precedent, language: Language, enterprise: str, name: str) -> str:
    """The text of `precedent` for an `enterprise`, under the `name` that its drafter gave the regulation.

    A Chinese title names the enterprise first (GB/T 9704 7.3.1), unless the name does already.
    """
    path = paths.policies() / "precedents" / language / f"{precedent}.txt"
    _, _, rest = path.read_text(encoding="utf-8").partition("\n")
    title = name if language is Language.EN or enterprise in name else enterprise + name
    return f"{title}\n{rest}".replace(_ENTERPRISE[language], enterprise)
