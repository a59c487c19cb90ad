"""Runs a command on ground as odd as can be made: nothing that a test or the product does may depend on where it is done.

The product's usual port is taken, somebody's own settings lie about, files are their owner's alone, and the zone is the furthest
east. With OWN_NETWORK (after `unshare --net`) there is nothing but this machine, and no IPv6.
"""

import contextlib
import fcntl
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

SETTINGS = {
    "HOST": "0.0.0.0",
    "PORT": "8000",
    "DATA_DIR": "/nowhere/at/all",
    "ENTERPRISE_NAME_ZH": "别人的公司",
    "PUBLIC_URL": "https://somewhere.example",
    "TZ": "Pacific/Kiritimati",
    "ODD_GROUND": "yes",
}
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x41


def main(command: list[str]) -> int:
    """The exit code of the command."""
    if "OWN_NETWORK" in os.environ:
        with contextlib.suppress(OSError):
            Path("/proc/sys/net/ipv6/conf/all/disable_ipv6").write_text("1")
        with socket.socket() as lo:
            fcntl.ioctl(lo, _SET_FLAGS, struct.pack("16sH14s", b"lo", _UP_AND_RUNNING, b""))
    with socket.socket() as taken:
        with contextlib.suppress(OSError):  # somebody has it already, which is as good
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        return subprocess.run(command, env={**os.environ, **SETTINGS}, umask=0o077, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
