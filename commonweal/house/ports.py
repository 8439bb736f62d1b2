"""The web's port: which one, whether it is free, whether somebody answers on it."""

import os
import socket

from commonweal.common.errors import BadInput, NotNow


def web_port() -> int:
    """`COMMONWEAL_PORT`, else 8000."""
    text = os.environ.get("COMMONWEAL_PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise BadInput("house.port.bad", "COMMONWEAL_PORT is “{text}”; it must be a number from 1 to 65535.", text=text)
    return int(text)


def refuse_taken_port(port: int) -> None:
    """Raise NotNow when something listens on the port: the web server would silently share it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            reason = "may only be used by root; choose one above 1023"
        except OSError:
            reason = "is taken by another program; stop it or choose another one"
        else:
            return
    raise NotNow("house.port.taken", "Port {port} {reason}: COMMONWEAL_PORT=8001 make serve.", port=port, reason=reason)


def listens(port: int) -> bool:
    """Whether something answers on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
