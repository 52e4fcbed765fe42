"""The demo passes, and says so by its exit code only when everything happened."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demo.play import Report
from demo.story import STORY
from tests.e2e.ends import ends_the_same
from tests.e2e.running import PROJECT, RunningStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]


def demo(stack_file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "demo", "--stack", str(stack_file), *options]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False)


async def test_the_guide_happens_from_the_first_step_to_the_last(running: RunningStack, undisturbed: Report) -> None:
    assert len(undisturbed.steps) == len(STORY)
    await ends_the_same(undisturbed, undisturbed, running)


def test_the_command_shows_every_step_and_exits_with_0(running: RunningStack) -> None:
    done = demo(running.layout.stack_file)
    assert done.returncode == 0, done.stdout + done.stderr
    for step in STORY:
        assert step.title in done.stdout
    assert "✓ Everything happened, each event and each mail exactly once" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_command_exits_with_1_and_names_what_went_wrong(running: RunningStack, tmp_path: Path) -> None:
    about = {**running.about(), "captcha_answer": "wrong"}
    other = tmp_path / "stack.json"
    other.write_text(json.dumps(about))
    done = demo(other, "--patience", "3")
    assert done.returncode == 1
    assert "✗ Not everything happened as it should: 0 of" in done.stdout
    assert "step 1" in done.stdout


async def test_a_mail_that_does_not_come_is_named(running: RunningStack) -> None:
    await running.hold("notify")
    try:
        report = await running.play(patience=3)
    finally:
        await running.release("notify")
        await running.all_ready()
    assert report.steps == []
    assert any(problem.startswith("not seen: mail confirmation to elodie.") for problem in report.problems)


def test_without_a_stack_there_is_one_sentence(tmp_path: Path) -> None:
    done = demo(tmp_path / "stack.json")
    assert done.returncode == 1
    assert done.stderr.startswith("No running stack")
    assert "Traceback" not in done.stderr
