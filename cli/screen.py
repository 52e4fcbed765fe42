"""What people at a terminal are shown: texts as they are. What a record says is never markup, nor moves the cursor."""

from rich.console import Console

console = Console(highlight=False, markup=False, emoji=False)

_HARMLESS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def harmless(text: str) -> str:
    """A text that comes from a record, without control characters: a terminal would obey them."""
    return text.translate(_HARMLESS)
