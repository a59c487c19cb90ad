"""A program that runs beside the pages: started with them, started again when it ended, and ended with them."""

import contextlib
import subprocess
import time
from collections.abc import Sequence

#: Seconds between two starts, so that a program that cannot run does not keep the machine busy.
BETWEEN = 5.0
#: Seconds that it has to end by itself.
ENDING = 10.0


class Beside:
    """The program that `command` starts. Its standard input ends with this process, however that ends."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = float("-inf")

    def look(self) -> None:
        """Start it when it does not run."""
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() - self._started >= BETWEEN:
            self._forget()
            self._started = time.monotonic()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)

    def end(self) -> None:
        """End it, and do not wait long for that: what it had in hand is begun anew by the next one."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(ENDING)
        self._forget()

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
