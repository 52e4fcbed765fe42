"""`python -m tests.rules.settings`: writes docs/settings.md from the classes that the services read it by."""

import types
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from annotated_types import Ge, Gt
from pydantic import SecretBytes, SecretStr
from pydantic.fields import FieldInfo

from chassis.service import Service
from chassis.settings import Settings
from services.gateway.service import service as gateway
from services.identity.service import service as identity
from services.notify.service import service as notify
from services.registry.service import service as registry
from services.validation.service import service as validation

TARGET = Path(__file__).parents[2] / "docs" / "settings.md"
SERVICES = (identity, registry, validation, notify, gateway)
SECRETS = (SecretStr, SecretBytes)
HEAD = """# Every setting

Environment variables of the services, and of the commands and init steps that talk to Kafka. Written by `make settings`
from the classes that read them. What is marked *secret* is shown in no log, and best mounted as a file
(`SECRETS_DIR`, see [operators.md](operators.md#settings)). A service with settings that are missing or contradict each
other says so and does not start.
"""


def page() -> str:
    """The whole page."""
    text = [HEAD]
    text += _table("Every service", Settings.model_fields)
    for service in SERVICES:
        text += _table(service.name, own(service))
    return "\n".join(text) + "\n"


def own(service: Service) -> dict[str, FieldInfo]:
    """What this service knows beside the others, or otherwise than they."""
    shared = Settings.model_fields
    fields: Mapping[str, FieldInfo] = service.settings.model_fields
    return {name: field for name, field in fields.items() if repr(field) != repr(shared.get(name))}


def _table(title: str, fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    yield f"\n## {title}\n"
    if not fields:
        yield "Nothing of its own."
        return
    yield "| variable | default | meaning |\n|---|---|---|"
    for name, field in fields.items():
        cells = (_variable(name, field), _default(field), " ".join([str(field.description), *_bounds(field)]))
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _variable(name: str, field: FieldInfo) -> str:
    return f"`{name.upper()}`" + (" *secret*" if _types(field).intersection(SECRETS) else "")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.default
    if isinstance(value, SECRETS):
        value = value.get_secret_value()
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        value = str(value).lower()
    return "" if value in (None, "") else f"`{value}`"


def _bounds(field: FieldInfo) -> Iterator[str]:
    for kind in _types(field):
        if isinstance(kind, type) and issubclass(kind, Enum):
            yield f"One of {', '.join(f'`{each.value}`' for each in kind)}."
    for each in field.metadata:
        if isinstance(each, Ge):
            yield f"At least {each.ge}."
        if isinstance(each, Gt):
            yield f"More than {each.gt}."


def _types(field: FieldInfo) -> set[Any]:
    """The type of a field, or those that it may have."""
    return set(get_args(field.annotation)) if isinstance(field.annotation, types.UnionType) else {field.annotation}


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
