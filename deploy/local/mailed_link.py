"""The confirmation link in a mail, read the way a person would: from the mailbox."""

import re

import httpx

LINK = re.compile(r"/confirm\?token=([^\s\"'<>&]+)")
NEWEST = 20


async def mailed_tokens(mailbox: httpx.AsyncClient, email: str) -> list[str]:
    """Return the tokens of all confirmation links mailed to `email`, newest first."""
    listed = await mailbox.get("/api/v1/search", params={"query": f"to:{email}", "limit": NEWEST})
    tokens = []
    for row in listed.raise_for_status().json()["messages"]:
        message = await mailbox.get(f"/api/v1/message/{row['ID']}")
        found = LINK.search(message.raise_for_status().json()["Text"])
        if found:
            tokens.append(found.group(1))
    return tokens
