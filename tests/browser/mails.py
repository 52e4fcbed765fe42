"""The mailbox of the stack, read as its owner would."""

import re

import httpx

from deploy.local.stack_file import StackFile
from tests.browser.waiting import in_time


def mailed_link(stack: StackFile, email: str, path: str) -> str:
    """The newest link to this page with a token that was mailed to somebody. Raises AssertionError when none comes."""
    pattern = re.compile(rf"\S+({re.escape(path)}\?token=[^\s\"'<>&]+)")
    with httpx.Client(base_url=stack["mailbox"], trust_env=False, timeout=20) as mailbox:

        def newest() -> str | None:
            listed = mailbox.get("/api/v1/search", params={"query": f"to:{email}", "limit": 20})
            for row in listed.raise_for_status().json()["messages"]:
                text = mailbox.get(f"/api/v1/message/{row['ID']}").raise_for_status().json()["Text"]
                found = pattern.search(text)
                if found:
                    return found.group(1)
            return None

        link = in_time(newest, f"a mail to {email} with a link to {path}")
    assert link is not None
    return link
