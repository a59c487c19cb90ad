"""Set-up: makes `.venv` and `.fonts` in the checkout with nothing but a system Python; knows nothing of the program.

    python3 -I workflow/bootstrap run | test | fonts | editor | lock

`run` readies the server, `test` the tests as well; `fonts` fetches the Chinese faces again, `editor` bundles the script of
the drafting desk again; `lock` pins the dependencies anew. What is done is stamped with a hash of what it was made from, so a
second time takes a moment. Where something cannot be installed, one sentence says what to type. It must at least start on
any Python 3.7.
"""

from __future__ import annotations

import os
import sys

if not __package__:  # run as a folder by a Python that has nothing of ours
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from workflow.bootstrap import editor, environment, faces, system
from workflow.bootstrap.steps import MissingError, one_at_a_time

OLDEST_PYTHON = (3, 11)


def main(arguments: list[str]) -> int:
    """Do what the first of `arguments` names; 0 when all is ready, 1 when something is missing, after saying what."""
    task = arguments[0] if arguments else "run"
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise MissingError(
                f"需要 Python 3.11 或更新版本，现为 {sys.version.split()[0]}：请先安装，再重新执行 make。",
                f"Python 3.11 or newer is needed, not {sys.version.split()[0]}: install it, then type make again.",
            )
        with one_at_a_time():
            if task == "lock":
                environment.lock(arguments[1:])
            elif task == "fonts":
                faces.fetch_faces(again=True)
                faces.prepare_faces()
            elif task == "editor":
                editor.editor(again=True)
            else:
                environment.packages("requirements-dev.txt" if task == "test" else "requirements.txt")
                system.libraries()
                faces.fetch_faces()
                faces.prepare_faces()
                editor.editor()
                if task == "test":
                    system.browser()
                    system.second_engine()
    except MissingError as missing:
        print(f"\n✗ {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
