"""The watch itself: were it blind, the rule that the product contacts nobody would prove nothing."""

import socket
import urllib.request

import pytest

from tests import outside


def test_an_attempt_to_reach_another_machine_is_refused_and_seen() -> None:
    with pytest.raises(OSError, match="may not reach"):
        urllib.request.urlopen("http://example.org/", timeout=1)
    with socket.socket() as plain, pytest.raises(PermissionError):
        plain.connect(("192.0.2.1", 80))
    assert len(outside.asked) == 2
    outside.asked.clear()


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
