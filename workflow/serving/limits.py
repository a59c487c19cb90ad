"""What one caller may cost: how long, how much and how many, each with its reason. Knows no socket and no thread.

The times are those of Apache's mod_reqtimeout (20 seconds, and longer while at least 500 bytes a second come in): its
authors have seen every slow network there is.
"""

from dataclasses import dataclass

#: The largest body that is read to its end, in bytes; beyond it the connection is cut with a sentence.
LARGEST_BODY = 210_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures of one process.

    header_bytes  request line and headers together
    header_time   seconds from the first byte to the end of the headers; also the life of a connection that says nothing,
                  and of one that is kept open after an answer
    grace, rate   a body, and the reading of an answer, may take `grace` seconds and one more for every `rate` bytes
    longest       but no more than so many seconds in all
    stalled       seconds without a byte read of an answer
    connections   open at once; one more, and the one that has waited longest for its own request is closed
    held          bytes of unfinished bodies kept at once; beyond it the largest is let fall
    request_time  seconds a request may be worked on before its process is given up
    stopping      seconds that requests under way are given to end when the server is told to stop
    lingering     seconds for which a closed connection still reads, so that the answer arrives before the end
    """

    header_bytes: int = 32_000
    header_time: float = 20.0
    grace: float = 20.0
    rate: int = 500
    longest: float = 1800.0
    stalled: float = 60.0
    connections: int = 1000
    held: int = 1_000_000_000
    request_time: float = 120.0
    stopping: float = 20.0
    lingering: float = 3.0

    def allowed(self, size: int) -> float:
        """How many seconds `size` bytes may have taken, read or written."""
        return min(self.longest, self.grace + size / self.rate)
