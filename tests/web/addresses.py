"""Every address there is: what the arguments of each route may name in the planted world, and what is asked of it besides."""

from collections.abc import Iterator, Mapping

from sqlmodel import col, select
from werkzeug.routing import Rule

from tests.web.house import House
from tests.web.planted import WORLD, World
from tests.web.who_reads import PEOPLE
from workflow.records.congress import Motion, Result
from workflow.records.congress import Session as CongressSession
from workflow.records.consultation import OpinionGroup
from workflow.records.enterprise import Logo
from workflow.records.entry import Scan
from workflow.records.number import DocumentNumber
from workflow.records.paper import SealedCopy
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Attachment
from workflow.records.staff import StaffFile, StaffImport
from workflow.records.text.incoming import Incoming
from workflow.records.text.snapshot import ProvisionRow
from workflow.text.tree import Kind

#: Routes with one argument of which one value is enough.
ONE = {"filename": "base.css", "figure": "quorum.present", "token": "planted"}


def places(house: House, rule: Rule) -> Iterator[Mapping[str, object]]:
    """What the arguments of a route may name in this world. A route with an argument that is not known here is an error."""
    with house.records() as db:
        slugs = {one.id: one.slug for one in db.exec(select(Regulation))}
        editions = [(one.id, slugs[one.regulation_id], one.number) for one in db.exec(select(Edition))]
        files = [(one.id, one.edition_id) for one in db.exec(select(Incoming))]
        kept = {"scan": list(db.exec(select(Scan.id))), "copy": list(db.exec(select(SealedCopy.id)))}
        kept["group"] = list(db.exec(select(OpinionGroup.id)))
        rows: dict[str, list[int]] = {
            "/sessions/": list(db.exec(select(CongressSession.id))),
            "/people/imports/": list(db.exec(select(StaffImport.id))),
            "/people/": list(db.exec(select(Person.id).where(col(Person.code).not_in(PEOPLE))))[:2],
            "/account/delegations/": [1],
            "/enterprise/entities/": [1],
            "/numbers/": list(db.exec(select(DocumentNumber.id))),
            "/logo/": list(db.exec(select(Logo.id))),
            "/evidence/": list(db.exec(select(Attachment.id))),
        }
        items = list(db.exec(select(Motion.id)))
        rows["files"], rows["staff"] = [file for file, _ in files[:3]], list(db.exec(select(StaffFile.id)))
    named = rule.arguments
    if len(named) == 1 and named <= ONE.keys():
        yield {one: ONE[one] for one in named}
    elif named == {"slug"}:
        yield from ({"slug": slug} for slug in WORLD)
    elif {"slug", "number"} <= named:
        for identity, slug, number in editions:
            place = {"slug": slug, "number": number}
            if "file" in named:
                yield from ({**place, "file": file} for file, edition in files if edition == identity)
            elif also := [one for one in kept if one in named]:
                yield from ({**place, also[0]: one} for one in kept[also[0]])
            else:
                yield place
    elif named == {"file"}:
        yield from ({"file": file} for file in rows["staff" if rule.rule.startswith("/people/") else "files"])
    elif named == {"sign_in"}:
        yield {"sign_in": len(PEOPLE)}  # nobody's: no visitor is to be signed out on the way
    elif named in ({"notice"}, {"job"}):
        yield from ({next(iter(named)): one} for one in (1, 2))
    elif named == {"item"}:
        yield from ({"item": item} for item in items)
    elif named == {"number"}:
        prefix = next(one for one in rows if rule.rule.startswith(one))
        yield from ({"number": number} for number in rows[prefix])
    else:
        assert not named, f"what does {rule.rule} name? Say here what it may be in this world"
        yield {}


#: Desks on which a text is asked for by its number, and those that show it in either language.
BY_NUMBER = ("word.", "review.")
IN_LANGUAGE = ("library.", "word.", "suggestions.", "drafting.")


def questions(house: House, world: World, rule: Rule, place: Mapping[str, object]) -> Iterator[str]:
    """What is asked of an address besides the address itself: every text by its number, the translation, a search."""
    yield ""
    slug = str(place.get("slug", ""))
    if rule.endpoint == "library.shelves":
        yield from ("?q=密语", "?q=密语&in=all", "?q=Q&in=all", "?show=past", "?show=papers&sort=day")
    if rule.endpoint == "register.numbers":
        yield from ("?series=衡锰/2025", "?series=衡锰/2026")
    if rule.endpoint == "congress.session":
        with house.records() as db:
            yield from (f"?item={one}" for one in db.exec(select(Motion.id)))
    if rule.endpoint == "meeting.resolution_pdf":
        with house.records() as db:
            yield from (f"?result={one}&as=kept" for one in db.exec(select(Result.id)))
    if rule.endpoint == "history.of_article":
        with house.records() as db:
            texts = [one for name, one in world.saves.get(slug, {}).items() if name.startswith("zh")]
            kept = select(ProvisionRow.key).where(
                col(ProvisionRow.snapshot_id).in_(texts), ProvisionRow.kind == Kind.ARTICLE.value
            )
            yield from (f"?at={key}&text=zh" for key in sorted(set(db.exec(kept))))
    if slug and rule.endpoint.startswith(IN_LANGUAGE):
        yield "?text=en"
    if slug and rule.endpoint.startswith(BY_NUMBER) and place.get("number") == world.edition[slug]:
        for name, number in world.saves[slug].items():
            yield f"?to={number}&head={number}&base=none&text={name[:2]}"
