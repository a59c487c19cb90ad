"""What a log may hold: where an error came from and of which kind it is, and nothing that anybody typed.

Messages of errors quote the values that were wrong: a name, a text, a token. So no logger of this process prints them.
"""

import logging
from typing import Any

from workflow.records.database.collisions import trace

_FIRST = logging.getLogRecordFactory()


def keep_values_out() -> None:
    """From now on every record of every logger in this process tells an error by its kind and its lines alone."""
    logging.setLogRecordFactory(_record)


def _record(*arguments: Any, **named: Any) -> logging.LogRecord:
    made = _FIRST(*arguments, **named)
    if made.exc_info and made.exc_info[1] is not None:
        # Formatters print this where it is there, and never ask for the message of the error themselves.
        made.exc_text = trace(made.exc_info[1], made.exc_info[2])
    return made
