"""The facts that are printed beside a text: they come from the records, the words come from the text.

Everything here is drawn outside the regulation's own words (marks, notices, the colophon) and never counts when the
text is read back from the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.words import Script, Vocabulary


class Paper(Vocabulary):
    """What a paper is: frozen with its facts, and the class of its pages."""

    REGULATION = "regulation"
    DRAFT = "draft"
    REPORT = "report"
    RESOLUTION = "resolution"
    BESIDE = "beside"  # 修订对照表


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintFacts:
    """What the paper says about the text.

    language         that of the marks and of the properties
    kind             a draft says its state under the title as well as on every page
    state_words      征求意见稿, 审议稿, 表决稿, 草案, 已废止 …, printed on every page; "" for a text that needs no mark
    title_note       a note to print under the title when the text itself carries none
    enterprise       the enterprise whose text it is; the author in the document's properties
    mark             发文机关标志 on page one of a Chinese paper that was issued, such as 某某机械有限公司文件; "" for no red head
    document_number  文号, such as 机字〔2025〕3号
    edition_number   which edition of the regulation this is
    session          the session that adopted it, such as 第三届职工代表大会第一次会议
    deliberated      True for a report, which that session heard and deliberated and did not adopt
    effective_date   first day in force
    fingerprint      SHA-256 of the canonical text, 64 hexadecimal digits; its short form is printed on every page
    demonstration    True on an installation that shows invented data: every page says so
    superseded       first day on which another text applied instead; None while this one stands
    never_applied    True when that was its own first day: it was never in force
    superseded_by    that other text, such as 第3版 or a document number
    entered          of a text adopted before the system: who typed it in and when, such as 补录：由某某于2025年5月19日录入;
                     every page is marked then, and the paper is never one that was officially issued
    corrected        when that was corrected last, such as 2025年6月2日更正
    entered_before   the same as `entered`, of the text that a comparison table sets this one against
    """

    language: Script = Script.SIMPLIFIED
    kind: Paper = Paper.REGULATION
    state_words: str = ""
    title_note: str = ""
    enterprise: str = ""
    mark: str = ""
    document_number: str = ""
    edition_number: int | None = None
    session: str = ""
    deliberated: bool = False
    effective_date: date | None = None
    fingerprint: str = ""
    demonstration: bool = False
    superseded: date | None = None
    never_applied: bool = False
    superseded_by: str = ""
    entered: str = ""
    corrected: str = ""
    entered_before: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolutionFacts:
    """A resolution of the congress (决议): GB/T 9704-2012 in its plain form, without a red head.

    is_record    True for the record of a vote that carried nothing (表决情况记录): it is no resolution
    title        "" to have it made from `congress` and `regulation`: …关于《…》的决议
    congress     the enterprise and the session, such as 某某机械有限公司第三届职工代表大会第一次会议
    regulation   title of the text that was voted on, without 《》
    note         who adopted the resolution and when, without brackets
    body         the paragraphs, in order: figures of the vote, what was decided, from when it applies
    signature    the body that signs, such as 第三届职工代表大会第一次会议主席团
    signed_on    成文日期
    fingerprint  SHA-256 of the text that was voted on
    """

    language: Script = Script.SIMPLIFIED
    is_record: bool = False
    title: str = ""
    congress: str = ""
    regulation: str = ""
    note: str = ""
    body: tuple[str, ...] = ()
    signature: str = ""
    signed_on: date | None = None
    enterprise: str = ""
    document_number: str = ""
    fingerprint: str = ""
    state_words: str = ""
    demonstration: bool = False

    @property
    def title_words(self) -> str:
        """The title as printed."""
        if self.title:
            return self.title
        if self.language == Script.ENGLISH:
            what = "Record of the vote" if self.is_record else "Resolution"
            return f"{what} of the {self.congress} on the {self.regulation}"
        return f"{self.congress}关于《{self.regulation}》的{'表决情况记录' if self.is_record else '决议'}"


# Not strftime's %B, which follows the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(day: date, language: Script) -> str:
    """2025年4月22日 or 22 April 2025: full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    if language == Script.ENGLISH:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
