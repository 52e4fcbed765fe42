"""One document out of the services' own: each path from its owner, with what the gateway adds."""

from collections.abc import Iterator, Mapping
from typing import Any

from chassis.web.documented import PROBLEM_SCHEMA
from services.gateway.openapi import shared
from services.gateway.openapi.components import Document, clashes, named, renamed
from services.gateway.owners import Owner, destination

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

INFO = {
    "title": "traces-access",
    "version": "1",
    "description": "Access to TRACES for organic import certificates: accounts, operators, requests and decisions.",
    "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
}

GATEWAY = "gateway"

DESCRIPTIONS: dict[str, str] = {
    Owner.IDENTITY: "Accounts of people, and their sessions.",
    Owner.REGISTRY: "Organisations, and who has which right on them.",
    Owner.VALIDATION: "Who decides a request, until when, and what was decided.",
    Owner.NOTIFY: "What was told to whom.",
    GATEWAY: "Live updates.",
}


def merge(parts: Mapping[Owner, Document], server: str, own: Document) -> Document:
    """The document of the whole API as far as `parts` are known; `server` is the public base URL or empty.

    `own` is the document of what the gateway answers itself, all of it to somebody known. Each operation is tagged by
    its owner and says whether it needs a token. A component name that means different things in different services is
    prefixed by the service's in all of them.
    """
    clashing = clashes(parts.values())
    paths: dict[str, Any] = {}
    components: dict[str, dict[str, Any]] = {}
    for owner, part in parts.items():
        names = {(section, name): owner.capitalize() + name for section, name in clashing & named(part).keys()}
        for path, item in renamed(part.get("paths", {}), names).items():
            if owned := _owned(owner, path, item):
                paths[path] = owned
        for (section, name), value in named(part).items():
            components.setdefault(section, {})[names.get((section, name), name)] = renamed(value, names)
    for path, item in own.get("paths", {}).items():
        paths[path] = {method: _offered(operation, GATEWAY, open=False) for method, operation in item.items()}
    _unique_operation_ids(paths)
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "servers": [{"url": server or "/"}],
        "tags": [{"name": name, "description": DESCRIPTIONS[name]} for name in (*parts, GATEWAY)],
        "paths": dict(sorted(paths.items())),
        "components": _with_ours(components),
    }


def _owned(owner: Owner, path: str, item: dict[str, Any]) -> dict[str, Any]:
    """The operations of a path that this service is asked for, as the gateway offers them."""
    kept: dict[str, Any] = {}
    for key, value in item.items():
        if key not in METHODS:
            kept[key] = value
            continue
        to = destination(key.upper(), path)
        if to is not None and to.owner is owner:
            kept[key] = _offered(value, owner, open=to.open)
    return kept if any(key in METHODS for key in kept) else {}


def _offered(operation: dict[str, Any], tag: str, *, open: bool) -> dict[str, Any]:
    """An operation with what the gateway asks for and refuses."""
    return {
        **operation,
        "tags": [tag],
        "security": [] if open else [{shared.BEARER: []}],
        "responses": {
            **shared.responses(open=open, body="requestBody" in operation),
            **shared.by_reference(operation.get("responses", {})),
        },
    }


def _with_ours(components: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    components.setdefault("schemas", {}).setdefault("Problem", PROBLEM_SCHEMA)
    components["responses"] = {**components.get("responses", {}), **shared.RESPONSES}
    components["securitySchemes"] = shared.SECURITY_SCHEMES
    return {section: dict(sorted(members.items())) for section, members in components.items()}


def _unique_operation_ids(paths: dict[str, Any]) -> None:
    """Operation ids name methods of generated clients: the second of a name gets its owner's in front."""
    seen: set[str] = set()
    for operation in _operations(paths):
        name = operation.get("operationId")
        if name in seen:
            operation["operationId"] = name = f"{operation['tags'][0]}_{name}"
        if name is not None:
            seen.add(name)


def _operations(paths: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in paths.values():
        yield from (value for key, value in item.items() if key in METHODS)
