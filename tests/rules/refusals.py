"""`python -m tests.rules.refusals`: writes docs/refusals.md from the tables that the tests play."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "refusals.md"
COLUMNS = ("method", "path", "given", "status", "code", "unchanged")
HEAD = """# Every refusal

What the API refuses, with which status and which machine code, and what it leaves as it was. Written by
`make refusals` from the tables that the integration tests play one by one (`tests/integration/<service>/refusals*.py`),
so that every row here is something that was seen to happen. Paths are below `/api/v1`; names in braces are things of
the tests' world.
"""


def tables() -> Iterator[tuple[str, ModuleType]]:
    """Service and module of each table."""
    for path in sorted((ROOT / "tests" / "integration").glob("*/refusals*.py")):
        yield path.parent.name, importlib.import_module(f"tests.integration.{path.parent.name}.{path.stem}")


def rows(module: ModuleType) -> list[Any]:
    """The refusals of a module, each once, in the order of the file."""
    found: list[Any] = []
    for value in vars(module).values():
        for item in value if isinstance(value, list | tuple) else ():
            if all(hasattr(item, column) for column in COLUMNS) and not any(item is known for known in found):
                found.append(item)
    return found


def page() -> str:
    """The whole page."""
    parts: dict[str, list[Any]] = {}
    for service, module in tables():
        parts.setdefault(service, []).extend(rows(module))
    text = [HEAD]
    for service, refusals in parts.items():
        text.append(f"\n## {service}\n\n| request | given | answer | code | left as it was |\n|---|---|---|---|---|")
        text += [line(refusal) for refusal in refusals]
    return "\n".join(text) + "\n"


def line(refusal: Any) -> str:
    """One row of the page."""
    cells = (
        f"{refusal.method} `{refusal.path}`",
        str(refusal.given),
        str(int(refusal.status)),
        f"`{refusal.code}`",
        str(refusal.unchanged),
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
