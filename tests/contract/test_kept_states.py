"""Whatever a service keeps can be written to the store, which tests in memory do not show, and loses nothing there."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any, get_args

import pytest
from pydantic import BaseModel, create_model

from chassis.decider import Aggregate, Part
from chassis.service import Service

SERVICES = ("identity", "registry", "validation", "notify", "gateway")
MOMENT = "date-time"
"""Of all formats of JSON Schema that stand for a Python class of its own, the only one that BSON has."""
OTHERS = {"date", "time", "duration", "uuid", "uri", "path", "binary", "ipv4", "ipv6"}


def unwritable(aggregate: type[Aggregate]) -> set[str]:
    """What of a state, as it is dumped for the store, BSON has no type for: formats, and sets."""
    nodes = list(_nodes(json.loads(json.dumps(aggregate.model_json_schema(mode="serialization")))))
    formats = {str(node["format"]) for node in nodes if node.get("format") in OTHERS}
    return formats | {"set" for node in nodes if node.get("uniqueItems")}


def _nodes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    children = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for child in children:
        yield from _nodes(child)


def pieces(of: Any) -> Iterator[type[BaseModel]]:
    """The models that a state is made of, itself first."""
    if isinstance(of, type) and issubclass(of, BaseModel):
        yield of
        for field in of.model_fields.values():
            yield from pieces(field.annotation)
    for argument in get_args(of):
        yield from pieces(argument)


def kept() -> list[type[Aggregate]]:
    """Every aggregate and projection of every service."""
    services: list[Service] = [import_module(f"services.{name}.service").service for name in SERVICES]
    return [aggregate for service in services for aggregate in service.aggregates]


@pytest.mark.parametrize("aggregate", kept(), ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_the_store_has_a_type_for_every_field(aggregate: type[Aggregate]) -> None:
    assert not unwritable(aggregate)


@pytest.mark.parametrize(
    ("of", "found"), [(date, {"date"}), (frozenset[str], {"set"}), (datetime, set()), (tuple[str, ...], set())]
)
def test_the_lint_sees_what_it_is_for(of: Any, found: set[str]) -> None:
    held = create_model("Held", day=(of, ...))
    state = create_model("State", __base__=Aggregate, days=(tuple[held, ...], ...))
    assert unwritable(state) == found


@pytest.mark.parametrize("aggregate", kept(), ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_every_piece_keeps_what_a_newer_release_put_into_it(aggregate: type[Aggregate]) -> None:
    assert [piece.__name__ for piece in pieces(aggregate) if piece.model_config.get("extra") != "allow"] == []


def test_pieces_are_found_however_deep() -> None:
    class Inner(Part):
        pass

    class Outer(Part):
        either: Inner | int | None

    class State(Aggregate):
        all: Mapping[str, tuple[Outer, ...]]

    assert set(pieces(State)) == {State, Outer, Inner}
