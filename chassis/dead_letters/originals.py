"""Headers of the original on its letter: whoever wrote them, none may pass for what we say of the letter."""

from chassis.records import RecordHeaders

OURS = "dlq-"
MOVED = "dlq-original-header-"


def beside_ours(headers: RecordHeaders | None) -> list[tuple[str, bytes | None]]:
    """As a letter carries them: untouched, but that MOVED stands before names that begin like ours."""
    return [(f"{MOVED}{name}" if _like_ours(name) else name, value) for name, value in headers or ()]


def originals(headers: RecordHeaders | None) -> RecordHeaders:
    """Those of a letter, as they were on the original."""
    return tuple(
        (name.removeprefix(MOVED), value)
        for name, value in headers or ()
        if name.startswith(MOVED) or not _like_ours(name)
    )


def _like_ours(name: str) -> bool:
    return name.lower().startswith(OURS)
