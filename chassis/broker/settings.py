"""Where Kafka is and how one gets there, from the environment. What does not fit together is refused at the start."""

import os
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.broker.connection import Broker, Login, Mechanism, Security
from chassis.broker.tls import trust


class KafkaSettings(BaseSettings):
    """What services and tools need to know of Kafka. Errors never quote what was given: it may be a password."""

    model_config = SettingsConfigDict(
        env_file=None,
        secrets_dir=os.environ.get("SECRETS_DIR"),
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    kafka_bootstrap: str = "127.0.0.1:9092"
    """Brokers to begin with: `host:port`, several separated by commas."""
    kafka_security_protocol: Security = Security.PLAINTEXT
    """The way to Kafka, in its own words: SSL encrypts, SASL logs in."""
    kafka_sasl_mechanism: Mechanism | None = None
    """How the password is shown: SCRAM proves that it is known, PLAIN sends it. With SASL only."""
    kafka_sasl_username: str = ""
    """Who we are to Kafka. With SASL only."""
    kafka_sasl_password: SecretStr = SecretStr("")
    """Its password. With SASL only."""
    kafka_ca_file: Path | None = None
    """Who signs for the brokers, in PEM; without it the machine's own authorities count. With SSL only."""
    kafka_certificate_file: Path | None = None
    """Our certificate, in PEM, where the brokers ask for one. With SSL only."""
    kafka_key_file: Path | None = None
    """Its key, in PEM, without a pass phrase."""
    kafka_replication: int = Field(default=1, ge=1)
    """Copies that topics get that are created, and that `topics plan` wants. 3 where events matter."""

    @model_validator(mode="after")
    def _show_a_way(self) -> Self:
        way = self.kafka_security_protocol
        login = _given(self, "kafka_sasl_mechanism", "kafka_sasl_username", "kafka_sasl_password")
        files = _given(self, "kafka_ca_file", "kafka_certificate_file", "kafka_key_file")
        if way.logs_in and not all(login.values()):
            raise ValueError(f"KAFKA_SECURITY_PROTOCOL={way} logs in, which needs {_those(login, False)}, too.")
        if not way.logs_in and any(login.values()):
            raise ValueError(
                f"KAFKA_SECURITY_PROTOCOL={way} logs nobody in, and {_those(login, True)} would not be used: "
                "say SASL_SSL or SASL_PLAINTEXT, or leave that out."
            )
        if not way.encrypts and any(files.values()):
            raise ValueError(
                f"KAFKA_SECURITY_PROTOCOL={way} encrypts nothing, and {_those(files, True)} would not be used: "
                "say SSL or SASL_SSL, or leave that out."
            )
        if files["KAFKA_CERTIFICATE_FILE"] != files["KAFKA_KEY_FILE"]:
            raise ValueError("KAFKA_CERTIFICATE_FILE and KAFKA_KEY_FILE go together: a certificate and its key.")
        _ = self.broker
        return self

    @property
    def broker(self) -> Broker:
        """Kafka as it is reached; reads the files anew. Raises ValueError for one that does not serve."""
        way, mechanism = self.kafka_security_protocol, self.kafka_sasl_mechanism
        files = (self.kafka_ca_file, self.kafka_certificate_file, self.kafka_key_file)
        return Broker(
            self.kafka_bootstrap,
            trust(*files) if way.encrypts else None,
            None if mechanism is None else Login(mechanism, self.kafka_sasl_username, self.kafka_sasl_password),
        )


def _given(settings: KafkaSettings, *names: str) -> dict[str, bool]:
    """Which of these say anything, by the names of their variables."""
    values = {name.upper(): getattr(settings, name) for name in names}
    return {
        name: bool(value.get_secret_value() if isinstance(value, SecretStr) else value)
        for name, value in values.items()
    }


def _those(given: dict[str, bool], which: bool) -> str:
    return " and ".join(name for name, is_given in given.items() if is_given is which)
