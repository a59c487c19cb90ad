"""How acts in a consultation are put on record: on its edition, on the text that employees are asked about."""

from typing import Any

from workflow.lifecycle.acting import Act, record
from workflow.records.consultation import EmployeeConsultation
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot


def put_on_record(act: Act, verb: str, consultation: EmployeeConsultation, **said: Any) -> None:
    """Write the event of an act in `consultation`; `said` names no opinion and nobody who gave one."""
    edition = act.db.get_one(Edition, consultation.edition_id)
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=act.db.get_one(Snapshot, consultation.snapshot_id).fingerprint,
        consultation=consultation.id,
        number=consultation.number,
        **said,
    )
