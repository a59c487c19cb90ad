"""Where the tests run must not matter: the developer's own settings, their running server, their umask, zone and proxy.

`leave` is called once, before any test is collected: a test that wants a setting gives it to itself. ODD_GROUND leaves the zone
and the umask as they are: what is left behind elsewhere, because it is the developer's, is put there on purpose then.
"""

import os
import socket
import sys
import time

from workflow.config import FONT_VARIABLES, SETTINGS

#: Read by the program, by the database's client library, or by Python's own modules, beside the settings.
OTHERS = ("ADMIN_PASSWORD", "NEW_PASSWORD", "WORKFLOW_TRACE", "XDG_DATA_HOME", "COLUMNS", "LINES", "FONTCONFIG_FILE")
#: Left to the developer: where a browser and the corpus are, how long a trial is, and whether this is CI.
KEPT = ("CHROMIUM", "CORPUS", "TRIALS", "CI")
OURSELVES = "127.0.0.1,localhost,::1"


def leave() -> None:
    """Forget every setting of the shell, and take a port, a zone and a umask that are the same everywhere."""
    for name in [*foreign(), *(one for one in os.environ if one.startswith("PG"))]:
        os.environ.pop(name, None)
    os.environ["PORT"] = str(free_port())  # the default one may be taken by the product itself
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = OURSELVES
    # Containers often forbid it; then each of the hundreds of programs that the tests start compiles the product anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if "ODD_GROUND" not in os.environ:
        os.environ["TZ"] = "UTC"
        time.tzset()
        os.umask(0o022)


def foreign() -> set[str]:
    """The variables that the product reads, whoever set them."""
    return {*(one.variable for one in SETTINGS), *FONT_VARIABLES.values(), *OTHERS} - set(KEPT)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
