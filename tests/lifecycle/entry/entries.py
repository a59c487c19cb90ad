"""A regulation with a past, as tests enter it: three editions on paper, two amending decisions, and a scan."""

import json
import struct
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import select

from tests.cast import House
from workflow.lifecycle.acting import Act
from workflow.lifecycle.entry import entering
from workflow.records.event import Event, Payload
from workflow.records.regulation import Edition, Regulation
from workflow.rules.entry.paper_facts import PaperFacts

NAMED = entering.Named("training", "职工教育培训管理办法", "Measures for Staff Training")
FIRST = """职工教育培训管理办法

（2016年5月20日职工大会第六次会议通过）

第一章　总则
第一条　为了提高职工素质，制定本办法。
第二条　本办法适用于公司全体职工。

第二章　培训
第三条　每名职工每年参加培训不少于二十四学时。
第四条　培训经费按照职工工资总额的百分之一点五提取。
第五条　职工经批准参加培训的，工资照发。

第三章　附则
第六条　本办法自2016年7月1日起施行。
"""
DECISION = """关于修改《职工教育培训管理办法》的决定

（2019年6月14日职工大会第九次会议通过）

职工大会第九次会议决定对《职工教育培训管理办法》作如下修改：
一、将第三条中的“二十四学时”修改为“三十六学时”。
二、增加一条，作为第五条：“新录用的职工应当接受不少于四十学时的岗前培训。”
条文顺序作相应调整。
本决定自2019年8月1日起施行。
《职工教育培训管理办法》根据本决定作相应修改，重新公布。
"""
SECOND = """职工教育培训管理办法

第一章　总则
第一条　为了提高职工素质，制定本办法。
第二条　本办法适用于公司全体职工。

第二章　培训
第三条　每名职工每年参加培训不少于三十六学时。
第四条　培训经费按照职工工资总额的百分之一点五提取。
第五条　新录用的职工应当接受不少于四十学时的岗前培训。
第六条　职工经批准参加培训的，工资照发。

第三章　附则
第七条　本办法自2016年7月1日起施行。
"""
SECOND_DECISION = """关于修改《职工教育培训管理办法》的决定

一、将第四条中的“百分之一点五”修改为“百分之二点五”。
二、删去第六条。
条文顺序作相应调整。
本决定自2022年1月1日起施行。
"""
THIRD = SECOND.replace("百分之一点五", "百分之二点五").replace(
    "第六条　职工经批准参加培训的，工资照发。\n", ""
).replace("第七条", "第六条")  # fmt: skip
FACTS = PaperFacts(
    adopted_on=date(2016, 5, 20),
    session="职工大会第六次会议",
    document_number="衡锰〔2016〕12号",
    issued_on=date(2016, 6, 1),
    effective=date(2016, 7, 1),
    all_delegates=86,
    present=79,
    in_favour=77,
    against=1,
    abstain=1,
    kept_at="公司档案室 2016-工会-3",
)
LATER = PaperFacts(
    adopted_on=date(2019, 6, 14), session="职工大会第九次会议", effective=date(2019, 8, 1), decision=DECISION
)
LATEST = replace(
    LATER,
    adopted_on=date(2021, 12, 3),
    session="第一届职工代表大会第一次会议",
    effective=date(2022, 1, 1),
    decision=SECOND_DECISION,
)


def enter_past(act: Act, editions: int = 3) -> Edition:
    """Enter the first editions in order; the last one entered."""
    place: Regulation | entering.Named = NAMED
    for text, facts in ((FIRST, FACTS), (SECOND, LATER), (THIRD, LATEST))[:editions]:
        edition = entering.enter(act, place, text, facts)
        place = act.db.get_one(Regulation, edition.regulation_id)
    return edition


def entered(house: House, editions: int = 3, who: str = "secretary") -> House:
    """A house in which somebody entered the first editions."""
    with house.acting(who) as act:
        enter_past(act, editions)
    return house


def last_event(act: Act, verb: str) -> tuple[Event, dict[str, Any]]:
    """The newest event of a verb and what it says."""
    event = act.db.exec(select(Event).where(Event.verb == verb).order_by(sa.desc(sa.column("seq")))).first()
    assert event is not None
    return event, json.loads(act.db.get_one(Payload, event.seq).words)


def png(width: int = 4, height: int = 3) -> bytes:
    """A picture: a grey sheet."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\x00" + b"\xd0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
