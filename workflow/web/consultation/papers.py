"""The papers of a consultation, from the records: the poster that leads to it, and the report of what became of the opinions."""

from flask import Response

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts.hearing.heard import heap_of
from workflow.lifecycle.facts.resolution import day_words
from workflow.lifecycle.facts.submitted import standing_text
from workflow.papers import facts_of
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.table_lines import lines_of
from workflow.publishing.values.hearing import Answered, Poster, Report
from workflow.records.consultation import EmployeeConsultation
from workflow.records.enterprise import called_on
from workflow.rules.consultation.words import MANNER_WORDS, Manner
from workflow.text.fingerprint import short
from workflow.web.consultation import shown
from workflow.web.request import visit
from workflow.web.request.sending import file_name, send_pdf
from workflow.web.shapes.drawing import delivered, press
from workflow.web.shapes.showing import called, moment, t
from workflow.web.shapes.shown_texts import compared

#: Opinions of one group that are printed in full; of more it is said how many there are.
PRINTED = 40


def address_of(row: EmployeeConsultation) -> str:
    """Where employees read and write, as it is printed."""
    return f"{visit.house().settings.public_url}/opinions/{row.token}"


def poster(act: Act, row: EmployeeConsultation) -> Response:
    """The poster as a PDF, in the language of the visit."""
    one, house = shown.asked(act, row), visit.house()
    title = called(one.regulation)
    until = visit.say(day_words(row.until))
    how = {
        Manner.LINK: t(
            "不用登录，不记姓名：扫码阅读草案，在页面上写下意见。",
            "No account and no name: scan, read the draft, write what you think.",
        ),
        Manner.NUMBER: t(
            "扫码阅读草案，填写工号和姓名后提交意见。",
            "Scan, read the draft, and send your opinion with number and name.",
        ),
        Manner.ACCOUNT: t(
            "扫码后登录账号，阅读草案并提交意见。", "Scan and sign in to read the draft and send your opinion."
        ),
    }[row.manner]
    lines = (
        t(f"征求意见范围：{one.whom}", f"Who is asked: {one.whom}"),
        t(f"截止日期：{until}（含当日）", f"Until {until}, that day included"),
        how,
        t("也可以把书面意见交给工会。", "Opinions on paper may be handed to the trade union."),
    )
    value = Poster(
        language=visit.language().script,
        enterprise=visit.say(called_on(act.db, house.settings, act.today).name),
        heading=t("征求意见", "Your opinion is asked for"),
        title=t(f"《{title}》", title),
        nth=t(f"第{one.edition.number}版，征求意见稿", f"Edition {one.edition.number}, consultation draft"),
        lines=lines,
        link=address_of(row),
        foot=t(f"文本指纹：{short(one.text.fingerprint)}", f"Fingerprint of the text: {short(one.text.fingerprint)}"),
        marks=_marks(),
    )
    order = Order(facts=facts_of(act.db, one.edition, one.text, act.today, press()), faces=house.faces, poster=value)
    name = file_name(".pdf", title, t("征求意见海报", "poster"))
    return delivered(order, lambda content: send_pdf(content, name, "poster.pdf"))


def report(act: Act, row: EmployeeConsultation) -> Response:
    """The report as a PDF: no name of whoever gave an opinion is on it."""
    one, house = shown.asked(act, row), visit.house()
    title = called(one.regulation)
    value = report_of(act, one)
    order = Order(facts=facts_of(act.db, one.edition, one.text, act.today, press()), faces=house.faces, report=value)
    name = file_name(".pdf", title, t("征求意见采纳情况报告", "report on the consultation"))
    return delivered(order, lambda content: send_pdf(content, name, "consultation-report.pdf"))


def report_of(act: Act, one: shown.Asked) -> Report:
    """What the report says."""
    row, heap = one.row, heap_of(act.db, one.row)
    stands = standing_text(act.db, one.edition)
    mark = short(stands.fingerprint) if stands else ""
    lines = tuple(lines_of(compared(act.db, one.text, stands).changes)) if stands else ()
    title = called(one.regulation)
    facts = [
        (
            t("文本", "Text"),
            t(
                f"第{one.edition.number}版，第{row.number}次征求意见",
                f"Edition {one.edition.number}, consultation {row.number}",
            ),
        ),
        (t("文本指纹", "Fingerprint"), one.text.fingerprint),
        (t("范围", "Asked"), one.whom),
        (t("方式", "How"), visit.say(MANNER_WORDS[row.manner])),
        (
            t("期限", "Period"),
            t(
                f"{visit.say(day_words(row.since))}至{visit.say(day_words(row.until))}",
                f"{visit.say(day_words(row.since))} to {visit.say(day_words(row.until))}",
            ),
        ),
        (
            t("收到意见", "Opinions"),
            t(f"{heap.opinions}条，归并为{len(heap.groups)}组", f"{heap.opinions} in {len(heap.groups)} groups"),
        ),
    ]
    if not row.manner.is_anonymous:
        facts.append(
            (
                t("提出意见的人数", "People"),
                t(f"{heap.people}人（不含纸面和表格）", f"{heap.people}, paper and tables not counted"),
            )
        )
    if row.stopped_at:
        facts.append((t("提前终止", "Ended early"), f"{moment(row.stopped_at)} {row.stop_reason}"))
    if row.closed_at:
        facts.append((t("公布时间", "Posted"), moment(row.closed_at)))
    return Report(
        language=visit.language().script,
        enterprise=visit.say(called_on(act.db, visit.house().settings, act.today).name),
        heading=t("征求意见采纳情况报告", "Report on the consultation of employees"),
        title=t(f"《{title}》", title),
        facts=tuple(facts),
        heads=(
            t("条文", "On"),
            t("意见", "Opinions"),
            t("采纳情况", "Answer"),
            t("理由和去向", "Reason, and where it went"),
        ),
        groups=tuple(_answered(group) for group in shown.groups(act, one, heap.groups, names=False)),
        none=t("征求意见期间没有收到意见。", "No opinion was given in this period."),
        compared=t("征求意见稿与现在的文本对照", "The draft that was consulted on, against the text that stands"),
        sides=(
            t("征求意见稿", "Consultation draft"),
            t(f"现在的文本（{mark}）", f"The text that stands ({mark})"),
        ),
        lines=lines,
        same=t("文字没有变化。", "The words are the same."),
        fingerprint=t(
            f"征求意见稿指纹 {short(one.text.fingerprint)}", f"Fingerprint of the draft {short(one.text.fingerprint)}"
        ),
        marks=_marks(),
    )


def _marks() -> tuple[str, ...]:
    return (t("演示", "Demonstration"),) if visit.house().demonstration else ()


def _answered(group: shown.Group) -> Answered:
    said = [one.text for one in group.said]
    more = len(said) - PRINTED
    if more > 0:
        said = [*said[:PRINTED], t(f"……另有{more}条同类意见。", f"… and {more} more that say the same.")]
    return Answered(
        group.place,
        group.title,
        group.many,
        tuple(said),
        group.answer,
        group.reason,
        t(f"写入{group.became}", f"Became part of {group.became}") if group.became else "",
    )
