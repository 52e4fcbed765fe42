"""Which ports the stack takes."""

import socket
from collections.abc import Iterator

import pytest

from deploy.local.ports import DRAWN_FROM, HOST, Ports
from deploy.trouble import StackTrouble


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    listener = socket.create_server((HOST, 0))
    yield listener
    listener.close()


def test_a_configured_port_that_is_taken_is_a_clear_sentence(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    with pytest.raises(StackTrouble, match=f"Port {port} for the gateway is taken by another program"):
        Ports().take(port, purpose="gateway")


def test_the_same_port_is_not_given_twice() -> None:
    ports = Ports()
    given = [ports.take(purpose="service") for _ in range(50)]
    assert len(set(given)) == 50
    with pytest.raises(StackTrouble):
        ports.take(given[0], purpose="gateway")


def test_ports_are_drawn_where_no_outgoing_connection_gets_one() -> None:
    assert Ports().take(purpose="service") in DRAWN_FROM


def test_a_liked_port_gives_way_when_it_is_taken(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    assert Ports().prefer(port, purpose="gateway") != port
