"""What notify needs to know. Nothing that a developer starts can reach the real helpdesks (design section 10)."""

import re
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator

from chassis.settings import Settings

GUIDE_HELPDESKS = "SANTE-TRACES@ec.europa.eu,AGRI-E-COIORGANIC@ec.europa.eu"
"""As the guide writes them (rule F1)."""

CONTAINER_NAME = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE)


class SmtpTls(StrEnum):
    """How the way to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class NotifySettings(Settings):
    """Where mails go through, and whom they name."""

    link_keys_file: Path
    """Keys of the links in mails; the same file as identity's."""
    public_url: str
    """Where people reach the gateway; links in mails begin with it."""
    smtp_host: str = "127.0.0.1"
    """Mail server. With ENVIRONMENT=local only this machine, or a container named by one word."""
    smtp_port: int = 25
    """Its port."""
    smtp_tls: SmtpTls | None = None
    """How the way to it is protected; when it is not said `none` with ENVIRONMENT=local, else `starttls`."""
    smtp_username: str = ""
    """Who logs in there; nobody when it is not said."""
    smtp_password: SecretStr = SecretStr("")
    """The password of that."""
    smtp_connections: int = Field(default=4, ge=1)
    """Mails that are handed over at the same time."""
    smtp_seconds: float = Field(default=20, gt=0)
    """How long one mail may take, from dialling to the answer."""
    mail_from: str = ""
    """Who mails come from, with or without a name before the address. Required outside ENVIRONMENT=local."""
    reply_to: str = ""
    """Where answers to mails go; to the helpdesks when it is not said."""
    helpdesk_addresses: str = ""
    """Who gets a copy of every request, separated by commas. Required outside ENVIRONMENT=local."""

    @model_validator(mode="after")
    def _keep_tests_from_real_helpdesks(self) -> Self:
        if self.local and not _stays_here(self.smtp_host):
            raise ValueError(
                f"SMTP_HOST is {self.smtp_host}: with ENVIRONMENT=local mails may only go to this machine or to a "
                "container named by one word (mailbox), so that no test reaches the real helpdesks."
            )
        if not self.local and not self.helpdesks:
            raise ValueError(
                "HELPDESK_ADDRESSES is not set: outside ENVIRONMENT=local notify does not start without the "
                "comma-separated addresses that get a copy of every request."
            )
        if not self.local and not self.mail_from:
            raise ValueError("MAIL_FROM is not set: outside ENVIRONMENT=local mails need a sender.")
        for name, address in [("MAIL_FROM", self.sender), *(("HELPDESK_ADDRESSES", one) for one in self.helpdesks)]:
            if "@" not in parseaddr(address)[1]:
                raise ValueError(f"{name}: {address} is not a mail address.")
        return self

    @property
    def helpdesks(self) -> tuple[str, ...]:
        """Addresses of the helpdesks."""
        written = self.helpdesk_addresses or (GUIDE_HELPDESKS if self.local else "")
        return tuple(address.strip() for address in written.split(",") if address.strip())

    @property
    def sender(self) -> str:
        """Who mails come from."""
        return self.mail_from or "TRACES access <no-reply@traces-access.example>"

    @property
    def tls(self) -> SmtpTls:
        """How the way to the mail server is protected."""
        return self.smtp_tls or (SmtpTls.NONE if self.local else SmtpTls.STARTTLS)


def _stays_here(host: str) -> bool:
    """Whether mail to this host stays on the machine: loopback, or the one-word name of a container beside us."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return CONTAINER_NAME.fullmatch(host) is not None
