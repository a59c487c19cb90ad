"""Slips with one-time codes in the browser: drawn while one waits, then in that page alone, and kept nowhere."""

from collections.abc import Iterator

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import passwords, slips
from workflow.lifecycle.people.staff import Progress
from workflow.publishing.slips import NOT_DRAWN, Around, Slip, draw_all
from workflow.publishing.values.faults import DrawingFailed, PrintingRefused
from workflow.records.person import Person
from workflow.records.staff import StaffImport
from workflow.web.people import steps
from workflow.web.people.people import ADMIN
from workflow.web.people.staff import departments, done
from workflow.web.request import visit
from workflow.web.request.guard import guarded
from workflow.web.request.long import long
from workflow.web.request.sending import file_name
from workflow.web.shapes import growing
from workflow.web.shapes.showing import called, day, t
from workflow.words import Words

desk = Blueprint("slips", __name__)


@desk.post("/people/imports/<int:number>/make-slips")
@long
@guarded(ADMIN)
def make_slips(number: int) -> Response | tuple[str, int]:
    """Draw a slip for everybody who waits for one, or for those of a department; hand out the codes, and give the file: once."""
    act = visit.reader()
    imported = act.db.get(StaffImport, number) or abort(404)
    desks = departments(act)
    only = request.form.get("department", "")
    people = [one for one in slips.waiting_for(act.db, imported) if not only or desks.get(one.id, "") == only]
    if not people:
        return done(number)
    people.sort(key=lambda one: desks.get(one.id, ""))  # they are handed round by department
    shell = growing.shell(Words("一次性密码条", "Slips with one-time codes"))
    going = _made(number, people, desks)
    return steps.streamed(shell, next(going), going, lambda one: url_for("staff.done", number=one))


def _made(number: int, people: list[Person], desks: dict[int, str]) -> Iterator[Progress | int | Markup]:
    many, house = len(people), visit.house()
    yield Progress(0, many)
    address, key = f"{house.settings.public_url}/sign-in", visit.code_key()
    until = visit.now() + slips.SLIP_HOLDS
    around = Around(
        visit.say(house.settings.enterprise_name),
        address,
        day(until.astimezone(house.settings.time_zone)),
        visit.language(),
    )
    codes = {one.id: passwords.new_slip_code(key) for one in people}
    file = b""
    visit.close_db()
    try:
        for one in draw_all([_slip(one, desks, codes[one.id][0], address) for one in people], around, house.faces):
            if isinstance(one, bytes):
                file = one
            else:
                yield Progress(one, many)
    except (PrintingRefused, DrawingFailed) as error:
        raise Unusable({"": NOT_DRAWN}) from error
    with visit.acting() as act:
        imported = act.db.get_one(StaffImport, number)
        slips.hand_out(act, imported, {one: kept for one, (_, kept) in codes.items()})
    yield _offered(file, many, number)


def _slip(person: Person, desks: dict[int, str], code: str, address: str) -> Slip:
    """What stands behind # in the sign never leaves the telephone: browsers do not send it."""
    return Slip(
        called(person), person.code, desks.get(person.id, ""), code, f"{address}#{person.code}&{code.replace('-', '')}"
    )


def _offered(file: bytes, many: int, number: int) -> Markup:
    name = file_name(
        ".pdf",
        t("一次性密码条", "One-time codes"),
        visit.now().astimezone(visit.house().settings.time_zone).date().isoformat(),
    )
    once = t(
        "只有这一次：系统不保存密码条，离开此页后不能再取。遗失的，在名单页面重新打印，原来的随即作废。",
        "This once: the slips are kept nowhere, and cannot be had after you leave this page. If they are lost, print anew from "
        "the page of the list; the earlier ones are void then.",
    )
    said = t(f"保存密码条（{many}份，PDF）", f"Save the slips ({many}, PDF)")
    back = url_for("staff.done", number=number), t("已经保存，回到名单", "Saved: back to the list")
    return growing.offered(file, "application/pdf", name, said, (once, *back))
