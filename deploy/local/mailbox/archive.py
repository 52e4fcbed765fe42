"""Where letters are kept: one file each, written and synced before the sender is told "250".

A file is one line of JSON (id, time, envelope) followed by the raw message. Restarting the mailbox loses nothing.
"""

import json
import os
import secrets
import string
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from deploy.local.mailbox.letter import Letter

ALPHABET = string.ascii_letters + string.digits


class Archive:
    """All letters of one folder, also held in memory, oldest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        found = (_read(path) for path in folder.glob("*.eml"))
        self._letters = {letter.id: letter for letter in sorted(found, key=lambda letter: letter.created)}
        self._read: set[str] = set()

    def add(self, sender: str, recipients: Iterable[str], raw: bytes) -> Letter:
        """Keep one message; it is on disk when this returns."""
        name = "".join(secrets.choice(ALPHABET) for _ in range(22))
        letter = Letter(name, datetime.now(UTC), sender, tuple(recipients), raw)
        envelope = {"id": name, "created": letter.created.isoformat(), "from": sender, "to": letter.recipients}
        half = self._folder / f"{name}.part"
        with half.open("wb") as file:
            file.write(json.dumps(envelope).encode() + b"\n" + raw)
            file.flush()
            os.fsync(file.fileno())
        half.rename(self._path(name))
        self._sync_folder()
        self._letters[name] = letter
        return letter

    def newest_first(self) -> list[Letter]:
        """Return all letters."""
        return list(reversed(self._letters.values()))

    def get(self, name: str) -> Letter | None:
        """Return one letter; `latest` is the newest."""
        if name == "latest":
            return next(iter(self.newest_first()), None)
        return self._letters.get(name)

    def mark_read(self, letter: Letter) -> None:
        """Remember, until the mailbox restarts, that somebody looked at this letter."""
        self._read.add(letter.id)

    def is_read(self, letter: Letter) -> bool:
        """Whether somebody looked at this letter."""
        return letter.id in self._read

    def delete(self, names: Iterable[str] | None = None) -> None:
        """Delete these letters, or all."""
        for name in list(self._letters) if names is None else names:
            if self._letters.pop(name, None):
                self._path(name).unlink(missing_ok=True)
                self._read.discard(name)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.eml"

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(path: Path) -> Letter:
    head, _, raw = path.read_bytes().partition(b"\n")
    envelope = json.loads(head)
    created = datetime.fromisoformat(envelope["created"])
    return Letter(envelope["id"], created, envelope["from"], tuple(envelope["to"]), raw)
