"""One stack a folder: whoever holds the lock is the supervisor. The kernel frees it however that process ends."""

import fcntl
import os
from pathlib import Path
from typing import IO

from deploy.trouble import StackTrouble


class StackLock:
    """The lock of one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Become the supervisor of this folder; StackTrouble when there is one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise StackTrouble(
                f"A stack is running from {self._path.parent} already (process {self.holder() or 'unknown'}). "
                f"Stop it with `make stop`, or start this one in another folder with `--dir`."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give it back."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def holder(self) -> int | None:
        """Return the process id of the running supervisor, or None when there is none."""
        if not self._path.exists():
            return None
        with self._path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                text = self._path.read_text().strip()
                return int(text) if text.isdecimal() else None
        return None
