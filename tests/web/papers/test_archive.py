"""Papers of the congress are kept: no later setting, wording or release changes them; corrected ones stay, and say so."""

import hashlib
import io
import re
import shutil
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from tests.web.congress.test_meetings import in_the_hall, sheet, sheets
from tests.web.hall import Hall, corrected, corrected_small, declared
from tests.web.house import DECIDED_ITEM, IN_FORCE, OPEN_ITEM, REPORT, House, Opening
from tests.web.papers.test_sending import name_in, overwrite
from workflow import archive
from workflow import paths as product
from workflow.archive import Archive
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import disclosing, kept_papers
from workflow.papers import Press
from workflow.publishing import page as setting
from workflow.publishing.pressroom.frozen import freeze, thaw
from workflow.publishing.pressroom.orders import drawn
from workflow.publishing.pressroom.room import own_pressroom
from workflow.publishing.values.facts import PrintFacts, ResolutionFacts
from workflow.records.congress import Motion, Result
from workflow.records.event import Event, broken_links
from workflow.records.job import Job
from workflow.records.paper import Paper, PaperFile, PaperKind
from workflow.rules.congress.secrecy import Withheld
from workflow.web.request import visit
from workflow.words import Script

pytestmark = pytest.mark.thorough

RESOLUTION = f"/items/{DECIDED_ITEM}/resolution.pdf"
ISSUED = f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}.pdf"
REPORT_PDF = f"/regulations/{REPORT[0]}/editions/{REPORT[1]}.pdf"


def archive_of(house: House) -> Archive:
    """The archive of a server on this house."""
    found: visit.House = house.app.extensions["house"]
    press = Press(found.settings, found.faces, found.demonstration)
    return Archive(house.engine, lambda: press, own_pressroom(), house.clock, found.procedure)


def words_of(pdf: bytes) -> str:
    """Every word on the pages, without blanks."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def changed(house: House) -> House:
    """The same database under a later release: another name of the enterprise, other wording on every paper."""
    return House(house.url, variables={"ENTERPRISE_NAME_ZH": "改名以后的公司", "ENTERPRISE_NAME_EN": "Renamed Ltd."})


@pytest.mark.thorough
def test_what_was_final_stays_as_it_was_whatever_changes(house: House, monkeypatch: pytest.MonkeyPatch):
    """Before its file is there a paper is drawn from what was frozen; then its bytes are kept."""
    paths = [
        f"{path}?lang={language}&text={language}" for path in (RESOLUTION, REPORT_PDF) for language in ("zh", "en")
    ]
    first = {path: answer.data for path in paths if (answer := house.visitor().get(path)).status_code == 200}
    assert len(first) >= 3
    later = changed(house)
    assert {path: later.visitor().get(path).data for path in first} == first, "frozen in the declaration"
    assert archive_of(house).sweep() > 0
    monkeypatch.setattr(ResolutionFacts, "title_words", property(lambda _facts: "另一种标题"))
    monkeypatch.setattr("workflow.publishing.pdf.render", None)  # nothing can be drawn any more in this process
    monkeypatch.setattr("workflow.publishing.pressroom.room.Pressroom.ask", None)  # nor in another
    assert {path: later.visitor().get(path).data for path in first} == first, "kept"
    assert {later.visitor().get(path).headers["ETag"] for path in first} == {
        f'"{hashlib.sha256(paper).hexdigest()}"' for paper in first.values()
    }
    later.close()


def test_an_upgrade_that_sets_papers_otherwise_changes_none_that_is_kept(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """With other templates every paper is drawn otherwise, and the one that is handed out is the one of its day."""
    archive_of(house).sweep()
    paths = [*(f"{path}?lang={one}&text={one}" for path in (RESOLUTION, REPORT_PDF) for one in ("zh", "en")), ISSUED]
    before = {path: house.visitor().get(path).data for path in paths}
    assert drawn_anew(house) == {True}, "by this release they are drawn as they were kept"
    later = tmp_path / "templates"
    shutil.copytree(product.templates(), later)
    for one in later.glob("print/*.css"):
        one.write_text(one.read_text(encoding="utf-8") + "\nbody { letter-spacing: 1pt }\n", encoding="utf-8")
    with monkeypatch.context() as upgraded:
        upgraded.setattr("workflow.paths.templates", lambda: later)
        setting.environment.cache_clear()
        after = House(house.url)
        assert {path: after.visitor().get(path).data for path in paths} == before
        assert drawn_anew(after) == {False}, "by the later one they would not be"
        after.close()
    setting.environment.cache_clear()


def drawn_anew(house: House) -> set[bool]:
    """Whether papers of results are, drawn in this process, what was kept of them."""
    found: visit.House = house.app.extensions["house"]
    press, out = Press(found.settings, found.faces, found.demonstration), set()
    with house.records() as db:
        for paper in db.exec(select(Paper).where(col(Paper.result_id).is_not(None), Paper.language == "zh").limit(2)):
            kept = kept_papers.file_of(db, paper)
            assert kept is not None
            out.add(drawn(archive.order_of(db, paper, press)) == kept.content)
    return out


def test_each_paper_is_kept_once_by_an_act_of_the_system(house: House):
    with house.records() as db:
        wanted = {one.name for one in db.exec(select(Paper).where(col(Paper.result_id).is_not(None)))}
        official = len(db.exec(select(PaperFile)).all())
        before = db.exec(select(Event.seq)).all()
    kept = archive_of(house).sweep()
    assert kept == len(wanted)
    assert {kind for kind in PaperKind if any(name.startswith(kind.value) for name in wanted)} >= {
        PaperKind.RESOLUTION,
        PaperKind.REPORT,
    }
    assert archive_of(house).sweep() == 0
    with house.records() as db:
        events = db.exec(select(Event).where(col(Event.seq).not_in(before))).all()
        assert {(one.verb, one.actor_id) for one in events} == {("keep", None)}
        assert len(events) == kept
        assert len(db.exec(select(PaperFile)).all()) == official + kept
        assert broken_links(db) == []
    record = house.visitor("secretary").get(f"/regulations/{REPORT[0]}/record?lang=zh").text
    assert "存档第1版的报告正式文件（中文文本）" in record


def test_keeping_is_on_the_record_and_crowds_nothing_out_of_the_news(house: House):
    drafter = house.visitor("drafter")
    news = drafter.get("/desk").text
    assert archive_of(house).sweep() > 0
    assert re.findall(r"<time.*?</li>", drafter.get("/desk").text, re.S) == re.findall(r"<time.*?</li>", news, re.S)
    assert "</b>存档" not in drafter.get("/desk").text
    assert "</b>存档" in drafter.get(f"/regulations/{REPORT[0]}/record").text


def test_another_process_that_kept_it_first_is_no_fault(house: House):
    found, sweep = archive_of(house), archive_of(house)
    with house.records() as db:
        number = db.exec(select(Paper.id).where(col(Paper.result_id).is_not(None))).first()
    assert number
    assert found._keep(number)
    before = house.rows()
    assert sweep._keep(number)
    assert house.rows() == before


def test_results_of_earlier_releases_are_frozen_when_the_server_starts(house: House):
    with house.records() as db:
        results = len(db.exec(select(Result)).all())
    overwrite(house, "DELETE FROM paper WHERE result_id IS NOT NULL")
    assert house.visitor().get(RESOLUTION).status_code == 200
    assert archive_of(house).sweep() >= 2 * results
    with house.records() as db:
        assert len(set(db.exec(select(Paper.result_id)).all()) - {None}) == results


def test_a_declaration_freezes_its_papers_and_waits_for_none(opening: Opening):
    """Through the browser's own form; the file comes later."""
    house = opening()
    before = house.rows()
    with house.records() as db:
        asked = set(db.exec(select(Job.key).where(Job.kind == "keep")).all())
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    for site, present in sheets(secretary):
        for person in (secretary, teller):
            assert person.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
    assert secretary.post(f"/items/{OPEN_ITEM}/adopt").status_code == 302
    assert house.rows()["paper"] == before["paper"] + 2
    assert house.rows()["paper_file"] == before["paper_file"]
    with house.records() as db:
        new = set(db.exec(select(Job.key).where(Job.kind == "keep")).all()) - asked
        assert new == {f"keep:{db.exec(select(sa.func.max(Result.id))).one()}"}


def results_of(house: House) -> list[int]:
    with house.records() as db:
        rows = select(Result.id).join(Motion, col(Motion.id) == col(Result.motion_id)).where(Motion.id == OPEN_ITEM)
        return [one or 0 for one in db.exec(rows.order_by(col(Result.id)))]


def test_a_corrected_result_keeps_both_papers_and_the_first_says_so(house: House):
    hall, path = Hall(house), f"/items/{OPEN_ITEM}/resolution.pdf"
    declared(hall, 0)
    archive_of(house).sweep()
    secretary = house.visitor("secretary")
    first = secretary.get(path).data
    hall.ask_correction()
    for code, figures in (("hq", (44, 5, 1, 0)),):
        hall.correct(code, figures, "secretary", "delegate")
    hall.agree()
    archive_of(house).sweep()
    old, new = results_of(house)
    now = secretary.get(path).data
    assert now != first
    assert secretary.get(f"{path}?result={new}").data == now
    marked = secretary.get(f"{path}?result={old}")
    assert archive.CORRECTED.zh in words_of(marked.data)
    assert archive.CORRECTED.zh not in words_of(now)
    assert archive.CORRECTED.zh in name_in(marked)
    assert secretary.get(f"{path}?result={old}&as=kept").data == first
    assert secretary.get(f"{path}?result={results_of(house)[0] - 1}").status_code == 404, "of another item"
    assert house.visitor().get(f"{path}?result={old}&as=kept").status_code == 404, "no paper of a text not published"
    with house.records() as db:
        files = select(PaperFile).join(Paper, col(Paper.id) == col(PaperFile.paper_id))
        assert len(db.exec(files.where(col(Paper.result_id).in_((old, new)))).all()) == 4
    assert f"result={old}" in secretary.get(f"/sessions/2?item={OPEN_ITEM}").text


def test_kept_figures_are_not_shown_when_a_later_record_would_make_them_tell_how_a_site_voted(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """The rule is asked again at each delivery; where it withholds now, the kept file stays in the archive."""
    declared(Hall(house), 0)
    archive_of(house).sweep()
    secretary, path = house.visitor("secretary"), f"/items/{OPEN_ITEM}/resolution.pdf?as=kept"
    kept = secretary.get(path).data
    assert "赞成62票" in words_of(kept)
    asked = disclosing.of_result
    monkeypatch.setattr(
        disclosing, "of_result", lambda *of: replace(asked(*of), totals=None, withheld=next(iter(Withheld)))
    )
    told = secretary.get(path).data
    assert told != kept
    assert "赞成62票" not in words_of(told)


@pytest.mark.parametrize("history", [corrected, corrected_small])
def test_what_an_old_paper_may_say_is_what_its_page_may_say(house: House, history: object):
    """Both records of a correction, kept as they were made: no paper has figures that the page withholds."""
    assert callable(history)
    history(Hall(house), 0)
    archive_of(house).sweep()
    secretary = house.visitor("secretary")
    found: visit.House = house.app.extensions["house"]
    for number in results_of(house):
        with house.records() as db:
            act = Act(db, None, house.clock.now, found.settings.time_zone, found.procedure)
            withheld = disclosing.of_result(act, db.get_one(Result, number)).withheld is not None
        for way in ("", "&as=kept"):
            words = words_of(secretary.get(f"/items/{OPEN_ITEM}/resolution.pdf?result={number}{way}").data)
            assert ("表决结果：赞成" in words) is not withheld


@pytest.mark.parametrize("path", [RESOLUTION, REPORT_PDF])
@pytest.mark.parametrize("too", [False, True])
def test_a_changed_byte_of_a_kept_paper_is_not_given_out(house: House, path: str, too: bool):
    archive_of(house).sweep()
    stranger = house.visitor()
    before = stranger.get(path).data
    other = before + b" "
    overwrite(house, "UPDATE paper_file SET bytes = ? WHERE bytes = ?", other, before)
    if too:
        mark = hashlib.sha256(other).hexdigest()
        overwrite(house, "UPDATE paper_file SET sha256 = ? WHERE bytes = ?", mark, other)
    for headers in ({}, {"Range": "bytes=0-3"}):
        answer = stranger.get(path, headers=headers)
        assert answer.status_code == 500
        assert "可能被改动过" in answer.text
    slug = REPORT[0] if path == REPORT_PDF else "factory-transparency"
    assert "校验值不一致：paper:" in house.visitor("secretary").get(f"/regulations/{slug}/record").text


def test_facts_are_the_same_after_they_were_frozen():
    """Every field of both, and what another release knows or does not know."""
    values = {
        "str": "甲",
        "bool": True,
        "int | None": 3,
        "date | None": date(2025, 4, 22),
        "tuple[str, ...]": ("甲", "乙"),
        "Script": Script.ENGLISH,
    }
    kinds: tuple[tuple[Any, dict[str, Any]], ...] = ((PrintFacts, {"kind": "draft"}), (ResolutionFacts, {}))
    for kind, rest in kinds:
        given = {one.name: values[str(one.type)] for one in fields(kind) if str(one.type) in values} | rest
        assert set(given) == {one.name for one in fields(kind)}
        facts = kind(**given)
        again = thaw(kind, freeze(facts))
        assert again == facts
        assert again.language is Script.ENGLISH
        assert freeze(again) == freeze(facts)
        assert thaw(kind, freeze(facts)[:-1] + ',"later":1}') == facts
        assert thaw(kind, "{}") == kind()
