"""Whether a schema may follow a released one within a version: only optional additions (design section 4)."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsoncompat

from contracts.generate.personal import MARK, walk

Schema = dict[str, Any]


def problems(released: Schema, present: Schema) -> list[str]:
    """What breaks, as sentences; empty when the present schema may follow the released one."""
    found = []
    if not _check(released, present, "serializer"):
        found.append("what is sent now does not satisfy the released schema: consumers break")
    if not _check(_closed(released), present, "deserializer"):
        found.append("what was sent then does not satisfy the present schema: old events cannot be read")
    return [*found, *_marks(released, present)]


def _check(old: Schema, new: Schema, role: Any) -> bool:
    return jsoncompat.check_compat(json.dumps(_local(old)), json.dumps(_local(new)), role)


def _local(schema: Schema) -> Schema:
    """Without `$id`: jsoncompat follows local references only."""
    return {name: part for name, part in schema.items() if name != "$id"}


def _closed(schema: Schema) -> Schema:
    """As its sender saw it: an old sender never sends a field that was added later, under whatever name."""
    closed = copy.deepcopy(schema)
    for part in (closed, *closed.get("$defs", {}).values()):
        if part.get("type") == "object":
            part["additionalProperties"] = False
    return closed


def _marks(released: Schema, present: Schema) -> Iterator[str]:
    """What jsoncompat does not look at: a format stays as it is, a mark of personal data may come but not go."""
    for keyword, may_come in (("format", False), (MARK, True)):
        before, after = _keyword(released, keyword), _keyword(present, keyword)
        for path, value in before.items():
            now = after.get(path)
            if now != value and not (may_come and value is None):
                yield f"{path}: {keyword} was {value!r}, is {now!r}"


def _keyword(schema: Schema, keyword: str) -> dict[str, Any]:
    """The keyword at each path; None where a path has none. A path may have several parts (`anyOf`): all count."""
    found: dict[str, Any] = {}
    for path, part in walk(schema, schema):
        found[path] = part.get(keyword, found.get(path))
    return found
