"""The commands of the repository: `make help` names them, and CI lets no skipped test pass."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import PROJECT

WANTED = {"demo", "run", "stop", "test", "unit", "integration", "e2e", "lint", "contracts", "clean"}
SKIPPING_TEST = "import pytest\n@pytest.mark.skip(reason='later')\ndef test_it(): pass\n"
SKIPPING_MODULE = "import pytest\npytest.skip('not here', allow_module_level=True)\n"
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it(): assert False\n"


def test_make_help_lists_every_command() -> None:
    done = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make (\w+)", done.stdout, re.MULTILINE)) >= WANTED


def pytest_on(folder: Path, source: str, *, ci: bool) -> int:
    (folder / "test_sample.py").write_text(source)
    env = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "true"} if ci else {})
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.no_skips", "--rootdir", str(folder), str(folder)]
    return subprocess.run(argv, cwd=PROJECT, env=env, capture_output=True, check=False).returncode


@pytest.mark.parametrize("source", [SKIPPING_TEST, SKIPPING_MODULE])
def test_a_skip_fails_in_ci(tmp_path: Path, source: str) -> None:
    assert pytest_on(tmp_path, source, ci=True) != 0


def test_a_skip_is_fine_elsewhere_and_an_expected_failure_everywhere(tmp_path: Path) -> None:
    assert pytest_on(tmp_path, SKIPPING_TEST, ci=False) == 0
    assert pytest_on(tmp_path, EXPECTED_FAILURE, ci=True) == 0
