"""Files that only their owner may read, replaced as a whole."""

import json
import os
from pathlib import Path
from typing import Any


def write_private(path: Path, content: bytes) -> None:
    """Replace `path` atomically; mode 0600 from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    half.replace(path)


def write_private_json(path: Path, value: Any) -> None:
    """Replace `path` atomically by readable JSON."""
    write_private(path, json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n")


def remove(path: Path) -> None:
    """Delete `path` if it is there."""
    path.unlink(missing_ok=True)
