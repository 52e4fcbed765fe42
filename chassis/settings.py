"""Settings every service has, from environment variables of the same names in upper case. Safe by default.

Where SECRETS_DIR names a folder, a file there is a setting, too: `mongo_uri` holds what MONGO_URI would. So secrets
can be mounted instead of standing in the environment; a variable that is set goes before the file.
"""

from enum import StrEnum
from typing import Self

from pydantic import Field, SecretStr, ValidationError, model_validator

from chassis.broker.settings import KafkaSettings


class Environment(StrEnum):
    """`production` unless said otherwise; only `local` accepts fixed captcha answers and demo accounts."""

    LOCAL = "local"
    PRODUCTION = "production"


class Settings(KafkaSettings):
    """What the chassis needs to know. A service with more to know subclasses this."""

    environment: Environment = Environment.PRODUCTION
    """`local` (a developer's machine) takes a fixed captcha answer and demo accounts, and mails nobody elsewhere."""
    slot: str = Field(default="", pattern=r"^[A-Za-z0-9._-]*$", max_length=200)
    """Names this process among the replicas of its service (`registry-1`): started again, it resumes what it held."""
    static_membership: bool = True
    """Whether that holds for its partitions, too. Without a slot there is no place to come back to."""
    topic_prefix: str = ""
    """Put before the name of every topic and group, where several systems share one Kafka."""
    mongo_uri: SecretStr = SecretStr("mongodb://127.0.0.1:27017/")
    """The store, a replica set, with name and password of this service. Not the gateway, which has none."""
    mongo_database: str = ""
    """Its database; the name of the service when it is not said."""
    http_host: str = "127.0.0.1"
    """Address that HTTP is served on."""
    http_port: int = 8080
    """Port of the API, and of the pages at the gateway."""
    operations_port: int | None = None
    """Port of health and metrics, which are then nowhere else; without it they are on HTTP_PORT."""
    jwks_url: str = ""
    """Where identity publishes the keys of access tokens (`http://identity:8080/.well-known/jwks.json`)."""
    token_issuer: str = "traces-access"
    """Who issues access tokens (`iss`); the same for all services."""
    idempotency_secret: SecretStr = SecretStr("")
    """Keys the hashes of what people send. Required, but at the gateway; the same for all replicas of a service."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING, ERROR or CRITICAL."""
    batch_size: int = Field(default=500, ge=1)
    """Events that are handled in one transaction, at most."""
    grace_seconds: float = Field(default=25.0, gt=0)
    """A stop that lasts longer is cut off; what was not acknowledged comes again."""
    outbox_limit_seconds: float = Field(default=300.0, gt=0)
    """A process whose oldest unpublished event is older than this is not ready."""
    stuck_seconds: float = Field(default=120.0, gt=0)
    """A consumer that shows no sign of life for so long makes its process not live."""
    otel_exporter_otlp_endpoint: str = ""
    """Where spans are sent, OTLP over HTTP (`http://collector:4318`); without it none are made."""

    @model_validator(mode="after")
    def _keep_operations_apart(self) -> Self:
        if self.operations_port == self.http_port:
            raise ValueError(f"OPERATIONS_PORT and HTTP_PORT are both {self.http_port}: leave OPERATIONS_PORT out.")
        return self

    @property
    def local(self) -> bool:
        """Whether this is a developer's machine."""
        return self.environment is Environment.LOCAL


def told(error: ValidationError) -> list[str]:
    """What is wrong with settings, a line each that begins with the variable. Nothing that was given is quoted."""
    return [
        f"{'.'.join(map(str, each['loc'])).upper()} {each['msg'].removeprefix('Value error, ')}".strip()
        for each in error.errors()
    ]
