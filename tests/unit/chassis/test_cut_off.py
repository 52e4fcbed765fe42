"""A process ends with its grace time, even when its event loop is closed and a thread still waits for the store."""

import subprocess
import sys

PROGRAM = """
import asyncio, threading
from chassis.process import cut_off_after

async def stop():
    cut_off_after(0.2)

asyncio.run(stop())
threading.Thread(target=threading.Event().wait, args=(60,)).start()
"""
PATIENCE_SECONDS = 30.0


def test_a_thread_that_waits_keeps_no_process_alive() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], timeout=PATIENCE_SECONDS, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert b"stop.cut_off" in done.stdout + done.stderr
