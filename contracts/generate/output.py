"""Everything generated, and whether what is committed is that."""

from pathlib import Path

from contracts.generate.asyncapi import document, render_yaml
from contracts.generate.layout import ASYNCAPI, INTEGRATORS, SCHEMAS
from contracts.generate.samples import missing_samples
from contracts.generate.schemas import schema_files
from contracts.generate.topics_table import with_table


def expected() -> dict[Path, str]:
    """The text that each generated file has to have, samples that are to be added included."""
    return {
        **schema_files(),
        ASYNCAPI: render_yaml(document()),
        INTEGRATORS: with_table(INTEGRATORS.read_text("utf-8")),
        **missing_samples(),
    }


def stale() -> dict[Path, str | None]:
    """Files that are not as they have to be, with their right text; None for schemas of events that are gone."""
    wanted = expected()
    gone: dict[Path, str | None] = {path: None for path in SCHEMAS.glob("*.json") if path not in wanted}
    return gone | {path: text for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text}


def write() -> list[Path]:
    """Bring all files up to date; the ones that were not are returned."""
    changes = stale()
    for path, text in changes.items():
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return sorted(changes)
