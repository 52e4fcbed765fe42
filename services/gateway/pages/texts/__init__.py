"""What the pages say, as data: `<language>/<page>.json`, the same keys in every language."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def texts(language: str) -> dict[str, Any]:
    """All texts of a language by page. Raises FileNotFoundError for one that the pages do not speak."""
    folder = files(__name__) / language
    return {
        file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }
