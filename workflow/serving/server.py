"""The whole server: gunicorn told everything by us and nothing by files, with our own kind of process."""

import resource
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from workflow.serving.at_once import Answer
from workflow.serving.beside import Beside
from workflow.serving.limits import Limits
from workflow.serving.worker import Keeper, PatientWorker

#: A connection may need two open files, its socket and a body on the disk; the rest is for the program.
_FILES = 2 * Limits().connections + 500


class Server(BaseApplication):  # type: ignore[misc]
    """Processes that serve what `make` makes."""

    def __init__(
        self,
        make: Callable[[], Flask],
        takes_long: Callable[[Flask, str, str], bool],
        at_once: Callable[[Flask, dict[str, Any]], Answer | None],
        bind: str,
        workers: int,
        threads: int,
        ready: Callable[[], None],
        beside: Beside | None = None,
    ) -> None:
        """All as it should be; nothing is started before `run`.

        make        gives the application, in each process anew
        takes_long  whether a request with this method and path belongs to those that others must not wait for
        at_once     the answer to a request that is known already, by its environment without a body
        ready       called once the address is listened on
        beside      a program that runs as long as the processes do
        """
        self._make, self._takes_long, self._at_once, self._beside = make, takes_long, at_once, beside
        self._wanted = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": PatientWorker,
            "timeout": 60,
            "graceful_timeout": int(Limits().stopping) + 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn."""
        for name, value in self._wanted.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Called by gunicorn in each process."""
        app = self._make()
        self.takes_long = partial(self._takes_long, app)
        self.at_once = partial(self._at_once, app)
        return app

    def run(self) -> None:
        """Serve until stopped."""
        _allow_files()
        keeper = Keeper(self)
        keeper.beside = self._beside
        keeper.run()


def _allow_files() -> None:
    """Ask for as many open files as the connections need; a Mac begins with 256."""
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if least != resource.RLIM_INFINITY and least < _FILES:
        with suppress(OSError, ValueError):
            resource.setrlimit(
                resource.RLIMIT_NOFILE, (_FILES if most == resource.RLIM_INFINITY else min(_FILES, most), most)
            )
