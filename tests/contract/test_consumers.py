"""The consumers column of the topics table is what the services really do."""

import importlib

import pytest

from chassis.service import Service
from contracts.topics import EVENT_TOPICS, SERVICES


def declared(name: str) -> Service:
    found = importlib.import_module(f"services.{name}.service").service
    assert isinstance(found, Service)
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_consumes_what_the_table_says(name: str) -> None:
    assert set(declared(name).topics) == {topic.name for topic in EVENT_TOPICS if name in topic.consumers}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_goes_by_the_name_its_events_say(name: str) -> None:
    assert declared(name).source == f"/services/{name}"


def test_the_gateway_hears_everything() -> None:
    assert all("gateway" in topic.consumers for topic in EVENT_TOPICS)
