"""The golden samples, as tests take them."""

import json
from dataclasses import dataclass
from typing import Any

from contracts.envelope import Headers
from contracts.event import Event
from contracts.generate.layout import SAMPLES, short_name
from contracts.generate.published import published

BY_NAME: dict[str, type[Event]] = {short_name(event): event for event in published()}


@dataclass(frozen=True)
class Golden:
    """One committed record. `folder` is the short name of its event."""

    folder: str
    number: str
    headers: Headers
    key: bytes
    value: bytes

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.value)
        return data

    @property
    def header_texts(self) -> dict[str, str]:
        return {name: raw.decode() for name, raw in self.headers}

    @property
    def event_class(self) -> type[Event]:
        return BY_NAME[self.folder]

    def __str__(self) -> str:
        return f"{self.folder}/{self.number}"


def read_all() -> list[Golden]:
    found = []
    for path in sorted(SAMPLES.glob("*/*.json")):
        record = json.loads(path.read_text("utf-8"))
        headers = [(name, text.encode()) for name, text in record["headers"].items()]
        value = json.dumps(record["value"]).encode()
        found.append(Golden(path.parent.name, path.stem, headers, record["key"].encode(), value))
    return found


GOLDEN = read_all()
