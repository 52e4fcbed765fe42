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
    """What the chassis needs to know. A service with more to know subclasses this.

    `slot` names this process among the replicas of its service (`registry-1`): a process started again in the
    same slot resumes what its predecessor held. `topic_prefix` is put before every topic and group name (tests).
    `idempotency_secret` keys the hashes of request bodies.
    A process whose oldest unpublished event is older than `outbox_limit_seconds` is not ready.
    `static_membership`: whether that holds for its partitions, too; without a slot of its own a process has no place to
    come back to. A consumer that shows no sign of life for `stuck_seconds` makes the process not live.
    `otel_exporter_otlp_endpoint` is where spans are sent (OTLP over HTTP); without one none are made.
    Health and metrics are served on `operations_port` and nowhere else, or, without one, beside everything else on
    `http_port`.
    A stop that has not come to its end after `grace_seconds` is cut off: what was not acknowledged comes again.
    """

    environment: Environment = Environment.PRODUCTION
    slot: str = Field(default="", pattern=r"^[A-Za-z0-9._-]*$", max_length=200)
    static_membership: bool = True
    topic_prefix: str = ""
    mongo_uri: SecretStr = SecretStr("mongodb://127.0.0.1:27017/")
    mongo_database: str = ""
    http_host: str = "127.0.0.1"
    http_port: int = 8080
    operations_port: int | None = None
    jwks_url: str = ""
    token_issuer: str = "traces-access"
    idempotency_secret: SecretStr = SecretStr("")
    log_level: str = "INFO"
    batch_size: int = Field(default=500, ge=1)
    grace_seconds: float = Field(default=25.0, gt=0)
    outbox_limit_seconds: float = Field(default=300.0, gt=0)
    stuck_seconds: float = Field(default=120.0, gt=0)
    otel_exporter_otlp_endpoint: str = ""

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
