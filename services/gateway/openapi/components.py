"""Names of components (schemas, parameters, …) of several documents, so that none hides another's."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]
Name = tuple[str, str]
"""Section and name: ("schemas", "Page")."""

_REF = "#/components/"


def named(document: Document) -> dict[Name, Any]:
    """Every component of a document."""
    sections: dict[str, dict[str, Any]] = document.get("components", {})
    return {(section, name): value for section, members in sections.items() for name, value in members.items()}


def clashes(documents: Iterable[Document]) -> set[Name]:
    """Names that mean different things in different documents, and those that lead to such a name."""
    meanings: dict[Name, list[Any]] = {}
    for document in documents:
        for name, value in named(document).items():
            meanings.setdefault(name, []).append(value)
    found = {name for name, values in meanings.items() if len({json.dumps(v, sort_keys=True) for v in values}) > 1}
    shared = {name: values[0] for name, values in meanings.items() if len(values) > 1}
    while True:
        led = {name for name, value in shared.items() if name not in found and found & set(references(value))}
        if not led:
            return found
        found |= led


def references(value: Any) -> Iterator[Name]:
    """The components that a piece of a document refers to."""
    if isinstance(value, dict):
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, str) and value.startswith(_REF):
        section, _, name = value.removeprefix(_REF).partition("/")
        yield section, name


def renamed(value: Any, names: Mapping[Name, str]) -> Any:
    """The same piece, referring to the new names (`$ref` and discriminator mappings)."""
    if isinstance(value, dict):
        return {key: renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if isinstance(value, str) and value.startswith(_REF):
        section, _, name = value.removeprefix(_REF).partition("/")
        return f"{_REF}{section}/{names.get((section, name), name)}"
    return value
