"""Freezes what is published: from then on schemas may only grow, and samples stay as they are."""

import hashlib
import json
from pathlib import Path

from contracts.generate.layout import RELEASED, ROOT, SAMPLES, SCHEMAS, render

SAMPLE_HASHES = "samples.sha256.json"
"""In the folder of released schemas: the samples that are published, by path, with their hashes."""


def released_schemas() -> dict[str, str]:
    """Text of each released schema, by file name. Empty before the first release."""
    return {path.name: path.read_text("utf-8") for path in sorted(RELEASED.glob("*.v*.json"))}


def released_samples() -> dict[str, str]:
    """SHA-256 of each released sample, by path from the root of the repository."""
    path = RELEASED / SAMPLE_HASHES
    hashes: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return hashes


def sha256(path: Path) -> str:
    """Hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def release() -> None:
    """Make the present schemas and samples the released ones. The contract tests must be green before."""
    RELEASED.mkdir(exist_ok=True)
    for schema in SCHEMAS.glob("*.json"):
        (RELEASED / schema.name).write_text(schema.read_text("utf-8"), "utf-8")
    samples = sorted(SAMPLES.glob("*/*.json"))
    hashes = {sample.relative_to(ROOT).as_posix(): sha256(sample) for sample in samples}
    (RELEASED / SAMPLE_HASHES).write_text(render(hashes), "utf-8")
