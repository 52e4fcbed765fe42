"""What identity needs to know beside what every service does. It refuses to start rather than guess a secret."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from chassis.settings import Environment, Settings
from contracts.link_keys import LinkKeys

SECRET_MINIMUM = 32
"""Characters."""

Count = Annotated[int, Field(ge=1)]


class IdentitySettings(Settings):
    """Keys, limits and the cost of a password."""

    signing_keys_dir: Path
    """Folder of Ed25519 private keys `<kid>.pem`; the last by name signs access tokens, all are published."""
    link_keys_file: Path
    """Keys of the links in mails; the same file as notify's."""
    refresh_key: SecretStr
    """From it the keys of refresh tokens, captcha answers and hashed addresses are derived. 32 characters or more."""
    captcha_answer: SecretStr | None = None
    """What every captcha shows and accepts. With ENVIRONMENT=local only."""
    renewals_per_hour: Count = 5
    """Confirmation links that an address may ask for within an hour."""
    resets_per_hour: Count = 5
    """Links to choose a new password that an address may ask for within an hour."""
    rate_limit_factor: Count = 1
    """Multiplies both of these."""
    argon2_time_cost: Count = 2
    """Passes of Argon2id."""
    argon2_memory_kib: Annotated[int, Field(ge=8 * 1024)] = 19 * 1024
    """Its memory, KiB a password."""
    argon2_parallelism: Count = 1
    """Its lanes."""
    password_threads: Count = 2
    """Passwords that are checked at the same time."""
    password_queue: Count = 200
    """Passwords that may wait for that; more are answered 503."""

    @field_validator("refresh_key")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < SECRET_MINIMUM:
            raise ValueError(f"needs {SECRET_MINIMUM} characters or more, drawn at random")
        return value

    @field_validator("captcha_answer")
    @classmethod
    def _is_local(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if info.data.get("environment") is not Environment.LOCAL:
            raise ValueError("is a fixed answer to every captcha; it is accepted with ENVIRONMENT=local only")
        if not (value.get_secret_value().isascii() and value.get_secret_value().isalnum()):
            raise ValueError("consists of letters A to Z and digits, which can be drawn and spoken")
        return value

    @field_validator("link_keys_file")
    @classmethod
    def _holds_keys(cls, value: Path) -> Path:
        try:
            LinkKeys.parse(value.read_text(encoding="utf-8"))
        except OSError as error:
            raise ValueError(f"names a file that cannot be read ({error.strerror})") from None
        return value

    @field_validator("signing_keys_dir")
    @classmethod
    def _holds_a_key(cls, value: Path) -> Path:
        if not any(value.glob("*.pem")):
            raise ValueError("names a folder without a key <kid>.pem")
        return value

    @property
    def renewal_limit(self) -> int:
        """Confirmation links an address may ask for within an hour."""
        return self.renewals_per_hour * self.rate_limit_factor

    @property
    def reset_limit(self) -> int:
        """Reset links an address may ask for within an hour."""
        return self.resets_per_hour * self.rate_limit_factor
