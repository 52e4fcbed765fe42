"""Freezes what is published: from then on schemas may only grow, and samples stay as they are."""

import hashlib
import json
from pathlib import Path

from contracts.generate.layout import RELEASED, SAMPLES, SCHEMAS, render

SAMPLE_HASHES = "samples.sha256.json"
"""In the folder of released schemas: the samples that are published, by path, with their hashes."""


def released_schemas(folder: Path = RELEASED) -> dict[str, str]:
    """Text of each released schema, by file name. Empty before the first release."""
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.v*.json"))}


def released_samples(folder: Path = RELEASED) -> dict[str, str]:
    """SHA-256 of each released sample, by path within the samples. Empty before the first release."""
    path = folder / SAMPLE_HASHES
    hashes: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return hashes


def changed_samples(samples: Path = SAMPLES, folder: Path = RELEASED) -> list[str]:
    """Released samples that are not any more as they were, or are gone."""
    return [
        name
        for name, hash in released_samples(folder).items()
        if not (samples / name).exists() or sha256(samples / name) != hash
    ]


def sha256(path: Path) -> str:
    """Hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def release(schemas: Path = SCHEMAS, samples: Path = SAMPLES, folder: Path = RELEASED) -> None:
    """Make the present schemas and samples the released ones. The contract tests must be green before."""
    folder.mkdir(parents=True, exist_ok=True)
    for schema in schemas.glob("*.json"):
        (folder / schema.name).write_text(schema.read_text("utf-8"), "utf-8")
    hashes = {sample.relative_to(samples).as_posix(): sha256(sample) for sample in sorted(samples.glob("*/*.json"))}
    (folder / SAMPLE_HASHES).write_text(render(hashes), "utf-8")
