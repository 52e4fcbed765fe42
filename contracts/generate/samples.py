"""Golden samples: records as they stand on a topic. What is written once is never rewritten, only added to."""

import json
from pathlib import Path
from typing import Any

from contracts.envelope import Envelope
from contracts.event import Event
from contracts.generate.layout import SAMPLES, render, short_name
from contracts.generate.published import published
from contracts.generate.story.cast import MORNING, example_id
from contracts.generate.story.examples import EXAMPLES, Example
from contracts.generate.story.telling import tell

Sample = dict[str, Any]

TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def sample(event: Event, example: Example, name: str) -> Sample:
    """Headers, key and value of a record; headers as text, the value as JSON."""
    envelope = Envelope(
        id=example_id(f"event {name}"),
        type=event.type,
        source=f"/services/{event.topic.producer}",
        time=MORNING,
        subject=event.subject,
        sequence=example.sequence,
        key=event.key,
        correlation_id=example_id("correlation"),
        causation_id=example_id(f"cause of {name}"),
        actor=example.actor,
        traceparent=TRACEPARENT,
    )
    return {
        "headers": {header: value.decode() for header, value in envelope.to_headers()},
        "key": event.key,
        "value": event.model_dump(mode="json"),
    }


def folder_of(event: type[Event]) -> Path:
    """Where the samples of an event stand."""
    return SAMPLES / short_name(event)


def committed(folder: Path) -> dict[Path, Sample]:
    """The samples of a folder, in order of their numbers."""
    paths = sorted(folder.glob("*.json"), key=lambda path: int(path.stem))
    return {path: json.loads(path.read_text("utf-8")) for path in paths}


def missing_samples() -> dict[Path, str]:
    """Samples to add: those of the story that no committed sample equals, because models or story have grown."""
    missing: dict[Path, str] = {}
    for event in published():
        folder = folder_of(event)
        known = committed(folder)
        told = [known_sample["value"] for known_sample in known.values()]
        number = max((int(path.stem) for path in known), default=0)
        for example in EXAMPLES.get(short_name(event).rpartition(".")[0], [Example()]):
            happened = tell(event, example.says)
            if happened.model_dump(mode="json") in told:
                continue
            number += 1
            missing[folder / f"{number}.json"] = render(sample(happened, example, f"{event.type}/{number}"))
    return missing
