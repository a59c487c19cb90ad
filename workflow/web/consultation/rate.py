"""How often opinions are taken from one address and in one consultation, counted in this process's memory and nowhere else.

A whole works may come from one address, so the bound is wide. Nothing is kept that could tell who wrote: an address is held as a
digest under a key that ends with the process, and only as long as the time that is counted.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from threading import Lock

from workflow.lifecycle.facts.memory import Memory

#: Opinions within that time: from one address, and in one consultation.
WITHIN, FROM_ONE, IN_ONE = timedelta(minutes=10), 200, 3000
#: Addresses that are counted at a time; the one that wrote longest ago is forgotten first.
_MOST = 5000
_KEY = secrets.token_bytes(32)
_counted: Memory[tuple[datetime, ...]] = Memory(_MOST)
_lock = Lock()


def is_too_much(address: str, token: str, now: datetime) -> bool:
    """Whether another opinion now would be too many; counts it when it is not."""
    bounds = ((_digest("address", address), FROM_ONE), (_digest("consultation", token), IN_ONE))
    with _lock:
        times = {key: tuple(one for one in _counted.get(key) or () if now - WITHIN < one <= now) for key, _ in bounds}
        if any(len(times[key]) >= most for key, most in bounds):
            return True
        for key, _ in bounds:
            _counted.put(key, (*times[key], now))
        return False


def _digest(kind: str, words: str) -> bytes:
    return hmac.new(_KEY, f"{kind}\0{words}".encode("utf-8", "replace"), hashlib.sha256).digest()
