"""The picture in the head of the pages, put down by the administrator: from a day on, or none from a day on."""

import hashlib
from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records.enterprise import Logo
from workflow.words import Words


def set_logo(act: Act, png: bytes, width: int, height: int, since: date | None) -> Logo:
    """From `since` on this picture stands there. Raises Refused, or Unusable by field.

    png  a picture that was written anew (`publishing.picture`)
    """
    ask("administer", of_actor(act))
    return _write(act, "set_logo", png, width, height, _day(act, since))


def end_logo(act: Act, since: date | None) -> Logo:
    """From `since` on none stands there. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    return _write(act, "end_logo", b"", 0, 0, _day(act, since))


def _day(act: Act, since: date | None) -> date:
    if since is None or since < act.today:
        raise Unusable({"since": Words("请填写今天或者以后的日期。", "Give today or a later day.")})
    return since


def _write(act: Act, verb: str, png: bytes, width: int, height: int, since: date) -> Logo:
    digest = hashlib.sha256(png).hexdigest()
    row = Logo(since=since, width=width, height=height, stored=png, sha256=digest, set_by=act.person_id, at=act.now)
    act.db.add(row)
    act.db.flush()
    record(act, verb, f"logo:{row.id}", since=since.isoformat(), sha256=digest)
    return row
