"""Builds an event of the story from its model, the cast and an example."""

from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from contracts.event import Event, Record
from contracts.generate.story.cast import FIELDS, RECORDS, Values

NOTHING = object()


class NoWord(LookupError):
    """A field for which the story has no value."""


def tell(event: type[Event], says: Values) -> Event:
    """The event of an example. Raises NoWord for a new field that nobody has given a value yet."""
    return event.model_validate(_record(event, says))


def _record(model: type[BaseModel], says: Values) -> Values:
    said = {**RECORDS.get(model.__name__, {}), **says}
    return {
        name: _value(f"{model.__name__}.{name}", name, _type_of(field), said.get(name, NOTHING))
        for name, field in model.model_fields.items()
    }


def _type_of(field: FieldInfo) -> Any:
    return field.annotation


def _value(path: str, name: str, kind: Any, said: Any) -> Any:
    if said is None:
        return None
    kind, many = _plain(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        if many:
            return [_record(kind, item) for item in ([{}] if said is NOTHING else said)]
        return _record(kind, {} if said is NOTHING else said)
    if said is NOTHING:
        said = FIELDS.get(name, NOTHING)
    if said is NOTHING:
        said = _by_type(path, kind)
        return [said] if many else said
    return said


def _plain(kind: Any) -> tuple[Any, bool]:
    """The type behind `| None` and annotations, and whether there are many of it."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _plain(get_args(kind)[0])
    if origin in (Union, UnionType):
        (inner,) = [choice for choice in get_args(kind) if choice is not type(None)]
        return _plain(inner)
    if origin in (tuple, list):
        return _plain(get_args(kind)[0])[0], True
    return kind, False


def _by_type(path: str, kind: Any) -> Any:
    if isinstance(kind, type):
        if issubclass(kind, Enum):
            return next(iter(kind)).value
        if issubclass(kind, bool):
            return False
        if issubclass(kind, int):
            return 1
        if issubclass(kind, datetime):
            return "2026-03-04T09:00:00.000Z"
        if issubclass(kind, date):
            return "2026-03-04"
    raise NoWord(f"{path}: say in contracts/generate/story/cast.py (FIELDS or RECORDS) what a sample of it says")
