"""`traces-access status --watch` looks again and again until Ctrl-C, which is no failure."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.source import PROJECT
from tests.unit.cli.test_status import WELL


def test_it_looks_until_it_is_told_to_stop(tmp_path: Path) -> None:
    program = tmp_path / "says.py"
    program.write_text(f"import json; print(json.dumps({WELL!r}))")
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "status", "--service", "notify", "--watch", "--every", "1", "--json"],
        cwd=PROJECT,
        env={**os.environ, "SERVICE_COMMAND": f'"{sys.executable}" "{program}"'},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # shells let what they start with & ignore it
    ) as watching:
        assert watching.stdout is not None
        looks = [json.loads(watching.stdout.readline()) for _ in range(2)]
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) == 0
    assert [look["services"] for look in looks] == [[WELL], [WELL]]
    assert looks[0]["at"] < looks[1]["at"]
