"""What may be said of an unexpected exception: classes and places, never its text, which may quote data of people."""

import traceback
from typing import TextIO

from structlog.typing import ExcInfo

FOLDERS = 4


def where(error: BaseException) -> str:
    """`KeyError at services/registry/domain/case.py:41 in follow`: its class and the innermost place."""
    places = _places(error)
    return f"{type(error).__name__} at {places[-1]}" if places else type(error).__name__


def write_trace(stream: TextIO, exc_info: ExcInfo) -> None:
    """A traceback of classes and places, causes first: the exception formatter of our logs."""
    chain: list[BaseException] = []
    error: BaseException | None = exc_info[1]
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    for each in reversed(chain):
        stream.write("\n".join([type(each).__name__, *(f"  {place}" for place in _places(each))]) + "\n")


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{'/'.join(f.filename.split('/')[-FOLDERS:])}:{f.lineno} in {f.name}" for f in frames]
