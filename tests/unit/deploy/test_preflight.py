"""What is checked before anything starts."""

from pathlib import Path

import pytest

from deploy.local import preflight
from deploy.trouble import StackTrouble


def test_short_memory_is_a_clear_sentence() -> None:
    with pytest.raises(StackTrouble, match=r"Memory is short: the stack needs about 1350 MiB and 512 MiB are free"):
        preflight.check_memory(services=5, available=512 * preflight.MIB)


def test_enough_memory_is_enough() -> None:
    preflight.check_memory(services=5, available=1400 * preflight.MIB)


def test_a_container_may_use_what_its_limit_leaves(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.current").write_text("700\n")
    (tmp_path / "memory.stat").write_text("anon 400\ninactive_file 100\n")
    assert preflight.available_memory(tmp_path) == 400


def test_a_container_without_limit_may_use_what_the_machine_has(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("700\n")
    (tmp_path / "memory.stat").write_text("inactive_file 100\n")
    assert preflight.available_memory(tmp_path) > 1000


def test_a_full_disk_is_a_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "DISK_NEEDED", 2**62)
    with pytest.raises(StackTrouble, match="The disk is nearly full"):
        preflight.check_disk(tmp_path)
