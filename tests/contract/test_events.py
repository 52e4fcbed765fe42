"""Every event says what it means, who consumes it and where it belongs."""

import re

import pytest

from contracts.event import NAMESPACE, Event
from contracts.generate.published import published
from contracts.generate.story.examples import EXAMPLES
from contracts.topics import EVENT_TOPICS, SERVICES, TOPICS
from tests.contract.golden import BY_NAME

EVENTS = [pytest.param(event, id=event.type) for event in published()]


@pytest.mark.parametrize("event", EVENTS)
def test_docstring_says_meaning_and_names_a_consumer(event: type[Event]) -> None:
    text = event.__dict__.get("__doc__") or ""
    assert len(text.split()) >= 6
    assert any(re.search(rf"\b{consumer}\b", text) for consumer in event.topic.consumers), event.topic.consumers


@pytest.mark.parametrize("event", EVENTS)
def test_type_subject_and_key_are_as_the_table_says(event: type[Event]) -> None:
    assert event.topic in EVENT_TOPICS
    assert f"{event.__module__}.".startswith(f"contracts.events.{event.topic.producer}.")
    assert re.fullmatch(rf"{re.escape(NAMESPACE)}\.{event.topic.producer}\.{event.__name__}\.v[1-9]\d*", event.type)
    for name in (event.subject_field, event.key_field):
        assert event.model_fields[name].annotation is str
        assert event.model_fields[name].is_required()


@pytest.mark.parametrize("event", EVENTS)
def test_the_key_is_the_one_the_topic_promises(event: type[Event]) -> None:
    if event.topic.key.isidentifier():
        assert event.key_field == event.topic.key


def test_topics_are_named_once_and_after_their_producer() -> None:
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)
    for topic in TOPICS:
        assert topic.producer in SERVICES
        assert re.fullmatch(rf"{topic.producer}\.[a-z-]+\.v1", topic.name)
        assert topic.producer not in topic.consumers or topic.name.endswith(".retry.v1")


def test_every_event_topic_has_events() -> None:
    assert {event.topic for event in published()} == set(EVENT_TOPICS)


def test_examples_are_of_events_that_exist() -> None:
    assert set(EXAMPLES) <= {name.rpartition(".")[0] for name in BY_NAME}
