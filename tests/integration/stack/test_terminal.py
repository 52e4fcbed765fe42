"""What a person at a terminal sees: starting, stopping, and the sentences when something is in the way."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil

from tests.support.backing import PROJECT, running_backing
from tests.support.eventually import eventually

HOST = "127.0.0.1"


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "deploy.local", *words, "--dir", str(folder)]
    return subprocess.run(argv, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False)


def running(folder: Path) -> dict[str, int]:
    processes: dict[str, int] = json.loads((folder / "stack.json").read_text())["processes"]
    return processes


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        done = command(tmp_path, "run", "--backing-only", "--mailbox-port", str(port))
    assert done.returncode == 1
    assert f"Port {port} for the mailbox is taken by another program." in done.stderr
    assert "Traceback" not in done.stderr


def test_stopping_nothing_is_fine(tmp_path: Path) -> None:
    done = command(tmp_path, "stop")
    assert (done.returncode, done.stderr.strip()) == (0, "Nothing was running.")


def test_asking_about_nothing_is_a_sentence(tmp_path: Path) -> None:
    done = command(tmp_path, "status")
    assert done.returncode == 1
    assert "No stack is up in" in done.stderr


def test_stop_from_another_terminal_leaves_nothing_behind(tmp_path: Path) -> None:
    with running_backing(tmp_path) as backing:
        pids = running(tmp_path)
        assert pids.keys() == {"kafka", "mongo", "mailbox"}
        shown = command(tmp_path, "status").stderr
        assert all(f"{pid}" in shown for pid in pids.values())
        assert command(tmp_path, "stop").stderr.strip() == "Stopped."
        assert not [name for name, pid in pids.items() if alive(pid)]
        assert not (tmp_path / "stack.json").exists()
        assert not (tmp_path / "children.json").exists()
        with socket.socket() as probe:
            assert probe.connect_ex((backing.smtp_host, backing.smtp_port)) != 0
    assert "Ready in" in (tmp_path / "stack.out").read_text()


async def test_a_killed_supervisor_takes_everything_along_and_the_next_start_works(tmp_path: Path) -> None:
    with running_backing(tmp_path):
        pids = running(tmp_path)
        os.kill(int((tmp_path / "supervisor.lock").read_text()), signal.SIGKILL)
        if sys.platform != "linux":
            assert "Ended 3 processes" in command(tmp_path, "stop").stderr
        await eventually(lambda: not any(alive(pid) for pid in pids.values()))
    with running_backing(tmp_path):
        assert running(tmp_path).keys() == pids.keys()
