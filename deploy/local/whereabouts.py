"""What somebody at the terminal is told of a stack that is up: where everything is, and who can log in."""

from collections.abc import Iterator

from deploy.local.layout import Layout
from deploy.local.stack_file import StackFile


def whereabouts(about: StackFile, layout: Layout, store: str) -> Iterator[tuple[str, str]]:
    """Rows of name and value; a name is empty where the one above goes on. Passwords stay in the file.

    `store` is the program that stores.
    """
    if about["gateway"]:
        yield "Pages and API", about["gateway"]
    yield "Mailbox", about["mailbox"]
    for number, account in enumerate(about["accounts"]):
        who = f"{account['email']}, {account['role']} of {account['organisation']}"
        yield "" if number else "Demo accounts", who
    if about["accounts"]:
        yield "Passwords", f"in {layout.stack_file}, under accounts"
    yield "Kafka", about["kafka"]
    yield "Store", f"{about['mongo']} ({store})"
    yield "Everything", str(layout.stack_file)
    yield "Logs", str(layout.log("*"))
    yield "Stop", "Ctrl-C, or `make stop` in another terminal"
