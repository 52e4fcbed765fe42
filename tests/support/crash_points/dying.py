"""Dying at once, before or after a call: nothing is flushed, finished, given back or closed."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

EXIT_CODE = 86
"""Nobody else exits with it: who finds it knows that the point was reached."""

Concerns = Callable[..., Sequence[str]]
"""What a call is about, from its arguments; nothing: it is not the call that is waited for."""


def die(about: Sequence[str]) -> NoReturn:
    """Note what the call was about, and end."""
    Path(os.environ["CRASH_NOTE"]).write_text(json.dumps(list(about)))
    os._exit(EXIT_CODE)


def note_of(path: Path) -> list[str]:
    """What the call was about."""
    noted: list[str] = json.loads(path.read_text())
    return noted


def before(owner: Any, name: str, concerns: Concerns) -> None:
    """Die instead of the first call that concerns us; `concerns` gets its arguments."""
    original = getattr(owner, name)

    async def interposed(*args: Any, **kwargs: Any) -> Any:
        if about := concerns(*args, **kwargs):
            die(about)
        return await original(*args, **kwargs)

    setattr(owner, name, interposed)


def after_blocking(owner: Any, name: str, concerns: Concerns) -> None:
    """Die when the first call of a blocking function that concerns us has returned; `concerns` gets its arguments."""
    original = getattr(owner, name)

    def interposed(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if about := concerns(*args, **kwargs):
            die(about)
        return result

    setattr(owner, name, interposed)


def after(owner: Any, name: str, concerns: Concerns) -> None:
    """Die when the first call that concerns us has returned; `concerns` gets its result, then its arguments."""
    original = getattr(owner, name)

    async def interposed(*args: Any, **kwargs: Any) -> Any:
        result = await original(*args, **kwargs)
        if about := concerns(result, *args, **kwargs):
            die(about)
        return result

    setattr(owner, name, interposed)
