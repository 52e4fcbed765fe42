"""How Kafka is reached: where it is, how the way to it is protected, who we are. The same for every client."""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import SecretStr


class Security(StrEnum):
    """Kafka's names of the ways to it: SSL encrypts, SASL logs in."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"

    @property
    def encrypts(self) -> bool:
        """Whether what is sent is encrypted."""
        return self in (Security.SSL, Security.SASL_SSL)

    @property
    def logs_in(self) -> bool:
        """Whether a name and a password are asked for."""
        return self in (Security.SASL_PLAINTEXT, Security.SASL_SSL)


class Mechanism(StrEnum):
    """How a password is shown: PLAIN sends it, SCRAM proves that it is known."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are to Kafka."""

    mechanism: Mechanism
    username: str
    password: SecretStr


@dataclass(frozen=True, slots=True)
class Broker:
    """Kafka, as it is reached. `bootstrap` is `host:port`, several separated by commas.

    With `tls` the way is encrypted and the broker proves its name; with `login` we say who we are.
    """

    bootstrap: str
    tls: ssl.SSLContext | None = None
    login: Login | None = None

    @property
    def security(self) -> Security:
        """Kafka's name of this way."""
        if self.login is None:
            return Security.PLAINTEXT if self.tls is None else Security.SSL
        return Security.SASL_PLAINTEXT if self.tls is None else Security.SASL_SSL

    def arguments(self) -> dict[str, Any]:
        """What each client of aiokafka is made with. Holds the password as it is: not to be kept or shown."""
        found: dict[str, Any] = {"bootstrap_servers": self.bootstrap, "security_protocol": self.security.value}
        if self.tls is not None:
            found["ssl_context"] = self.tls
        if self.login is not None:
            found["sasl_mechanism"] = self.login.mechanism.value
            found["sasl_plain_username"] = self.login.username
            found["sasl_plain_password"] = self.login.password.get_secret_value()
        return found
