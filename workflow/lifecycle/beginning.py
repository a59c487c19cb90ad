"""A regulation begins: its address, its names, its number of edition; drafted here or entered from papers."""

import re
from itertools import chain, count

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, Unusable
from workflow.records.regulation import Regulation, RegulationKind, editions_of
from workflow.text.reading.printable import refused
from workflow.text.strings.romanised import hyphened
from workflow.words import Language, Words

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

LONGEST_NAME = 120
NO_LANGUAGE = Words("请选择中文或者英文。", "Choose Chinese or English.")


def new_regulation(
    act: Act, *, slug: str, kind: RegulationKind, name_zh: str, name_en: str, language: Language | None
) -> Regulation:
    """A regulation without any edition yet, flushed. Raises Unusable naming the field; the caller has asked the rules."""
    problems = name_problems(act.db, slug, name_zh, name_en, language)
    for field, name in (("name_zh", name_zh), ("name_en", name_en)):
        if wrong := refused(name, act.printable):
            problems.setdefault(field, wrong)
    if problems or language is None:
        raise Unusable(problems)
    regulation = Regulation(
        slug=slug, kind=kind, authentic_language=language, name_zh=name_zh, name_en=name_en, created_at=act.now
    )
    act.db.add(regulation)
    act.db.flush()
    return regulation


def free_slug(db: Session, name_en: str, name_zh: str = "") -> str:
    """An address name for somebody who has none in mind, that nobody has yet: the words of the English name, else of the
    Chinese name in pinyin, else a number."""
    words = re.sub(r"[^a-z0-9]+", "-", name_en.casefold())[:60].strip("-") or hyphened(name_zh)
    stem = words or "regulation"
    taken = {"new", *db.exec(select(Regulation.slug).where(col(Regulation.slug).startswith(stem)))}
    numbered = (f"{stem}-{number}" for number in count(2 if words else 1))
    return next(one for one in chain([words] if words else [], numbered) if one not in taken)


def next_number(db: Session, regulation: Regulation) -> int:
    """The number of the next edition; one that was given is never given again."""
    return max((one.number for one in editions_of(db, regulation)), default=0) + 1


def name_problems(db: Session, slug: str, name_zh: str, name_en: str, language: Language | None) -> dict[str, Words]:
    """What stands against beginning a regulation under these names, by field; empty when nothing does."""
    problems = {}
    if not SLUG.fullmatch(slug) or len(slug) > 80:
        problems["slug"] = Words(
            "网址名只能用小写字母、数字和连字符，例如 attendance-rules。",
            "Use lower-case letters, digits and hyphens only, such as attendance-rules.",
        )
    elif db.exec(select(Regulation).where(Regulation.slug == slug)).first():
        problems["slug"] = Words("这个网址名已经有人用了。", "This address name is taken.")
    if not name_zh.strip() or len(name_zh) > LONGEST_NAME:
        problems["name_zh"] = Words(
            f"请写明中文名称，不超过{LONGEST_NAME}字。", f"Give the Chinese name, at most {LONGEST_NAME} characters."
        )
    if not name_en.strip() or len(name_en) > LONGEST_NAME * 2:
        problems["name_en"] = Words(
            "请写明英文名称。", f"Give the English name, at most {LONGEST_NAME * 2} characters."
        )
    if language is None:
        problems["language"] = NO_LANGUAGE
    return problems
