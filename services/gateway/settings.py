"""What the gateway needs to know beside what every service does."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Self

from limits import RateLimitItem, parse
from pydantic import Field, SecretStr, field_validator, model_validator

from chassis.settings import Settings

SECRET_MINIMUM = 32
"""Characters."""


class GatewaySettings(Settings):
    """Addresses of the services, limits, and what the pages link to."""

    identity_url: str = "http://127.0.0.1:8081"
    """Base URL of identity; several replicas separated by commas."""
    registry_url: str = "http://127.0.0.1:8082"
    """Base URL of registry; several replicas separated by commas."""
    validation_url: str = "http://127.0.0.1:8083"
    """Base URL of validation; several replicas separated by commas."""
    notify_url: str = "http://127.0.0.1:8084"
    """Base URL of notify; several replicas separated by commas."""

    cookie_keys: SecretStr
    """Secrets of 32 characters or more, separated by commas: the first seals cookies, all open what they sealed."""
    public_url: str = ""
    """Where people reach this gateway."""
    mailbox_url: str = ""
    """A page with the mails of a local stack, which the pages then link to."""

    sign_up_limit: str = "20/hour"
    """Registrations from one client address, `amount/unit`."""
    login_limit: str = "60/minute"
    """Attempts to log in from one client address."""
    recording_limit: str = "20/minute"
    """Captchas that are heard from one client address."""
    api_limit: str = "600/minute"
    """Requests of one account, or from one client address by whom is not logged in."""
    rate_limit_factor: int = Field(default=1, ge=1)
    """Multiplies these limits."""
    trusted_proxies: str = ""
    """Addresses or networks, separated by commas, whose X-Forwarded-For counts; nobody's when it is not said."""

    upstream_seconds: float = Field(default=15.0, gt=0)
    """How long a service may take to answer."""

    stream_seconds: float = Field(default=600.0, gt=0)
    """A stream of live updates ends after so long, or when its access token expires before."""
    stream_heartbeat_seconds: float = Field(default=15.0, gt=0)
    """It is never silent for longer."""
    streams_per_account: int = Field(default=10, ge=1)
    """Streams that one account may have open at one replica."""

    @model_validator(mode="after")
    def _keep_operations_from_the_public(self) -> Self:
        if not self.local and self.operations_port is None:
            raise ValueError(
                "OPERATIONS_PORT is not set: outside ENVIRONMENT=local health and metrics are not served on the port "
                "that everybody reaches. Name a second one, and do not publish it."
            )
        return self

    @field_validator("sign_up_limit", "login_limit", "recording_limit", "api_limit")
    @classmethod
    def _is_a_limit(cls, value: str) -> str:
        if parse(value).amount < 1:
            raise ValueError(f"nobody could ever ask: {value}")
        return value

    @field_validator("cookie_keys")
    @classmethod
    def _are_long(cls, value: SecretStr) -> SecretStr:
        if not secrets_in(value) or any(len(secret) < SECRET_MINIMUM for secret in secrets_in(value)):
            raise ValueError(f"needs secrets of {SECRET_MINIMUM} characters or more each, drawn at random")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        networks(value)
        return value

    def addresses(self, owner: str) -> tuple[str, ...]:
        """Base URLs of a service, without a slash at the end."""
        listed: str = getattr(self, f"{owner}_url")
        return tuple(url.strip().rstrip("/") for url in listed.split(",") if url.strip())

    def limit(self, name: str) -> tuple[int, float]:
        """How many are allowed in how many seconds, for `sign_up`, `login`, `recording` or `api`."""
        item: RateLimitItem = parse(getattr(self, f"{name}_limit"))
        return item.amount * self.rate_limit_factor, float(item.get_expiry())

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of `trusted_proxies`."""
        return networks(self.trusted_proxies)


def secrets_in(listed: SecretStr) -> tuple[str, ...]:
    """The secrets of a comma-separated list."""
    return tuple(part.strip() for part in listed.get_secret_value().split(",") if part.strip())


def networks(listed: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """A comma-separated list of addresses and networks. Raises ValueError for anything else."""
    return tuple(ip_network(part.strip()) for part in listed.split(",") if part.strip())
