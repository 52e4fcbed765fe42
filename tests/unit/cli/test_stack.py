"""Where the commands find an embedded stack."""

import json
import os
from pathlib import Path

import pytest

from cli.stack import BESIDE, use_stack

STACK = {"kafka": "127.0.0.1:1", "mongo": "mongodb://127.0.0.1:2/", "gateway": "http://127.0.0.1:3"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which `make run` runs, and nothing in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("KAFKA_BOOTSTRAP", "MONGO_URI", "SERVICE_COMMAND"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    BESIDE.parent.mkdir()
    BESIDE.write_text(json.dumps(STACK))
    return tmp_path


def said() -> tuple[str | None, str | None]:
    return os.environ.get("KAFKA_BOOTSTRAP"), os.environ.get("MONGO_URI")


def test_the_stack_of_make_run_is_found(here: Path) -> None:
    use_stack(None)
    assert said() == (STACK["kafka"], STACK["mongo"])


@pytest.mark.parametrize("name", ["KAFKA_BOOTSTRAP", "SERVICE_COMMAND"])
def test_what_the_environment_says_goes_before(here: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "elsewhere")
    use_stack(None)
    assert "MONGO_URI" not in os.environ


def test_a_stack_that_is_named_goes_before_all(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP", "elsewhere")
    use_stack(BESIDE)
    assert said() == (STACK["kafka"], STACK["mongo"])
    with pytest.raises(FileNotFoundError):
        use_stack(here / "none.json")
