"""Watches this process for connections to other machines: an audit hook sees every socket, whoever opens it."""

import sys
from ipaddress import ip_address

asked: list[str] = []


def watch() -> None:
    """From now on each attempt to reach another machine is refused and written into `asked`."""
    sys.addaudithook(_refuse)


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""  # a Unix socket has a path for an address
    else:
        return
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if not is_here(text):
        asked.append(f"{event} {text}")
        raise PermissionError(f"a test may not reach {text}")
