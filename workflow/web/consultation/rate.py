"""How often opinions are taken from one address and in one consultation, counted in this process's memory and nowhere else.

A whole works may come from one address, so the bound is wide. Nothing is kept that could tell who wrote: an address is held as a
digest under a key that ends with the process, and only as long as the time that is counted.
"""

import hashlib
import hmac
import secrets
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

#: Opinions within that time: from one address, and in one consultation.
WITHIN, FROM_ONE, IN_ONE = timedelta(minutes=10), 200, 3000
#: Addresses that are counted at a time; the one that wrote longest ago is forgotten first.
_MOST = 5000
_KEY = secrets.token_bytes(32)
_counted: OrderedDict[bytes, deque[datetime]] = OrderedDict()
_lock = Lock()


def is_too_much(address: str, token: str, now: datetime) -> bool:
    """Whether another opinion now would be too many; counts it when it is not."""
    bounds = ((_digest("address", address), FROM_ONE), (_digest("consultation", token), IN_ONE))
    with _lock:
        several = [(_counted.setdefault(key, deque()), most) for key, most in bounds]
        for times, _ in several:
            while times and (times[0] <= now - WITHIN or times[0] > now):
                times.popleft()
        if any(len(times) >= most for times, most in several):
            return True
        for key, _ in bounds:
            _counted[key].append(now)
            _counted.move_to_end(key)
        while len(_counted) > _MOST:
            _counted.popitem(last=False)
        return False


def _digest(kind: str, words: str) -> bytes:
    return hmac.new(_KEY, f"{kind}\0{words}".encode("utf-8", "replace"), hashlib.sha256).digest()
