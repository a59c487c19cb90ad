"""Bytes in the memory of the machine that nobody can change any more, the program itself included, and that the system sends by
itself: what was checked once stays what it was, and is not copied to be sent. Where the system has no such thing there is none."""

import fcntl
import os
import weakref


class Sealed:
    """A file in memory, sealed; it goes with this object."""

    def __init__(self, content: bytes) -> None:
        self.number = os.memfd_create("kept", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        weakref.finalize(self, os.close, self.number)
        with open(self.number, "wb", closefd=False) as out:
            out.write(content)
        seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
        fcntl.fcntl(self.number, fcntl.F_ADD_SEALS, seals)

    def send(self, to: int, first: int, count: int) -> int:
        """Have the system send so many bytes from `first` on to the socket `to`, or as many as it takes now; raises OSError."""
        return os.sendfile(to, self.number, first, count)


def sealed(content: bytes) -> Sealed | None:
    """`content` sealed; None where the system cannot, or has no room."""
    try:
        return Sealed(content)
    except (AttributeError, OSError):
        return None
