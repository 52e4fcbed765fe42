"""`python -m tests.rules.refusals`: writes docs/refusals.md from the tables that the tests play."""

import importlib
from pathlib import Path
from types import ModuleType

from tests.support.refusal import Refusal

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "refusals.md"
HEAD = """# Every refusal

What the API refuses, with which status and which machine code, and what it leaves as it was. Written by
`make refusals` from the tables that the integration tests play one by one (`tests/integration/<service>/refusals*.py`),
so that every row here is something that was seen to happen. The code of the problem is followed by what it names as
wrong in what was sent (its `errors`): the pointer, and the code of that where it is another one. Paths are below
`/api/v1`; names in braces are things of the tests' world. The gateway stands before the services: what it refuses
itself comes first, of a few paths in place of all.
"""


def refusals() -> dict[str, list[Refusal]]:
    """What the tables of each service show."""
    found: dict[str, list[Refusal]] = {}
    for path in sorted((ROOT / "tests" / "integration").glob("*/refusals*.py")):
        service = path.parent.name
        found.setdefault(service, []).extend(rows(importlib.import_module(f"tests.integration.{service}.{path.stem}")))
    return found


def rows(module: ModuleType) -> list[Refusal]:
    """The refusals of a module, each once, in the order of the file."""
    found: list[Refusal] = []
    for value in vars(module).values():
        for item in value if isinstance(value, list | tuple) else ():
            if isinstance(item, Refusal) and not any(item is known for known in found):
                found.append(item)
    return found


def page() -> str:
    """The whole page."""
    text = [HEAD]
    for service, shown in refusals().items():
        text.append(f"\n## {service}\n\n| request | given | answer | code | left as it was |\n|---|---|---|---|---|")
        text += [line(refusal) for refusal in shown]
    return "\n".join(text) + "\n"


def line(refusal: Refusal) -> str:
    """One row of the page."""
    cells = (
        f"{refusal.method} `{refusal.path}`",
        str(refusal.given),
        str(int(refusal.status)),
        codes(refusal),
        str(refusal.unchanged),
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def codes(refusal: Refusal) -> str:
    """The machine code of the problem, and what it names as wrong in what was sent."""
    if refusal.fault is None:
        return f"`{refusal.code}`"
    pointer, fault = refusal.fault
    where = f" at `{pointer}`" if pointer else ""
    return f"`{refusal.code}`{where}" + ("" if fault == refusal.code else f": `{fault}`")


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
