"""The hash of an event is shown on the record page and covers a digest of a secret count sheet: what keeps the sheet secret is
the salt of the event, and no salt is shown to anybody."""

import itertools
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.databases import Databases
from tests.web.everywhere.test_guards import calls
from tests.web.house import House, stage_demonstration
from workflow.records.ballot import Count
from workflow.records.database.commitments import row_key
from workflow.records.database.session import reading
from workflow.records.event import Event, Payload, chained_hash
from workflow.records.replaying.chain import spoken_for
from workflow.records.replaying.stored import Digester, groups, newest

pytestmark = pytest.mark.thorough


@pytest.fixture
def house(databases: Databases) -> Iterator[House]:
    made = House(databases.copy("sqlite", "demonstration_web", stage_demonstration))
    yield made
    made.close()


def test_a_salt_would_give_the_sheet_away_and_without_it_the_hash_does_not(house: House):
    """Whoever knows everything about a sheet but how its valid papers voted tries the few ways there are."""
    with reading(house.engine) as db:
        sheet = db.exec(select(Count)).first()
        assert sheet is not None
        event = next(
            one
            for one in db.exec(select(Event).where(Event.verb == "count"))
            if str(sheet.id) in spoken_for(one.rows)["count_sheet"][1]
        )
        columns, digests = spoken_for(event.rows)["count_sheet"]
        table = newest(db.connection(), "count_sheet")
        row = list(next(groups(db.connection(), table, [str(sheet.id)]))[1][0])
        places = [table.columns.index(one) for one in ("in_favour", "against", "abstain")]
        fields = {one: getattr(event, one) for one in Event.model_fields}

        def hits(salt: str) -> list[tuple[int, ...]]:
            out = []
            for figures in itertools.product(range(sheet.valid + 1), repeat=2):
                votes = (*figures, sheet.valid - sum(figures))
                if votes[2] < 0:
                    continue
                tried = list(row)
                for place, figure in zip(places, votes, strict=True):
                    tried[place] = figure
                made = Digester(table, columns).made(row_key(salt, "count_sheet", str(sheet.id)), [tuple(tried)])
                rows = event.rows.replace(digests[str(sheet.id)] or "", made)
                if chained_hash({**fields, "rows": rows, "row_salt": salt}) == event.hash:
                    out.append(votes)
            return out

        assert hits(event.row_salt) == [(sheet.in_favour, sheet.against, sheet.abstain)], "the salt gives it away"
        assert hits("r" + "0" * 32) == [], "the hash that is shown says nothing without it"
        assert event.row_salt[0] == "r"
        assert len(bytes.fromhex(event.row_salt[1:])) * 8 == 128


def told(body: str, secrets: set[str]) -> list[str]:
    return [one for one in secrets if one in body]


def test_no_salt_and_no_digest_leaves_the_house(house: House):
    with reading(house.engine) as db:
        events = db.exec(select(Event).where(Event.rows != "").order_by(sa.asc(sa.column("seq")))).all()
        salts = {one.row_salt for one in events} | set(db.exec(select(Payload.salt)))
        digests = {
            made for one in events for _, rows in spoken_for(one.rows).values() for made in rows.values() if made
        }
        shown, one_salt = {one.hash[:8] for one in events}, events[0].row_salt
    secrets = salts | digests
    assert len(salts) > 200
    assert len(digests) > 1500
    assert told(f"<p>{one_salt}</p>", secrets) == [one_salt], "one that was shown would be found"
    paths = sorted({one.path for one in calls(house) if "GET" in (one.rule.methods or ()) and one.exists})
    paths = [one for one in paths if not one.endswith((".pdf", ".docx"))]
    pages, hashes = 0, 0
    for person in (None, "secretary", "admin", "drafter"):
        visitor = house.visitor(person)
        for path in paths:
            answer = visitor.get(path)
            body = answer.get_data().decode("utf-8", "replace")
            answer.close()
            assert told(body, secrets) == [], f"{person} {path}"
            pages += answer.status_code == 200
            hashes += any(one in body for one in shown)
    assert pages > 60
    assert hashes > 0, "the hashes themselves are shown"
