"""Whether TRUSTED_PROXIES agrees with what stands in front, told from an administrator's own request.

Anybody may send a forwarded address; an administrator's browser sends none, so what their request carries was put there
by the proxies that it came through. With a wrong figure all people seem to come from one address, or from any they like.
"""

from flask import request

from workflow.web.request import visit
from workflow.words import Words


def doubt() -> Words | None:
    """One sentence for the administrator when the figure seems wrong, or None."""
    forwarded = request.environ.get("HTTP_X_FORWARDED_FOR", "")
    passed = sum(bool(one.strip()) for one in forwarded.split(","))
    trusted = visit.house().settings.trusted_proxies
    if passed == trusted:
        return None
    address = request.remote_addr or "?"
    return Words(
        f"您的请求经过{passed}层代理转发，而TRUSTED_PROXIES设为{trusted}：系统把您的地址认作{address}。"
        "如果不对，登录失败的次数会算到错误的地址上，请改正这个设置。",
        f"Proxies that forwarded your request: {passed}; TRUSTED_PROXIES: {trusted}. Your address is taken to be "
        f"{address}. If that is wrong, failures to sign in are counted for the wrong address; correct the setting.",
    )
