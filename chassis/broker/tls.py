"""Whom we believe to be Kafka, and the certificate that we show it."""

import ssl
from pathlib import Path


def trust(authority: Path | None, certificate: Path | None, key: Path | None) -> ssl.SSLContext:
    """Encrypt, and believe who has a certificate, in the name that we call him by, of an authority that we know.

    That is `authority`, or without it those that this machine knows. All three are PEM files; `certificate` (with those
    between it and its authority) and `key` go together.

    Raises ValueError, which names the setting, for a file that does not serve.
    """
    try:
        context = ssl.create_default_context(cafile=authority)
    except ssl.SSLError:
        raise ValueError(f"KAFKA_CA_FILE: {authority} holds no certificates in PEM.") from None
    except OSError as error:
        raise ValueError(f"KAFKA_CA_FILE: {authority} cannot be read ({error.strerror}).") from None
    if certificate is not None:
        _show(context, certificate, key)
    return context


def _show(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    """An encrypted key is refused: OpenSSL would ask the terminal for its pass phrase."""
    try:
        context.load_cert_chain(certificate, key, password=lambda: "")
    except ssl.SSLError:
        raise ValueError(
            f"KAFKA_CERTIFICATE_FILE and KAFKA_KEY_FILE: {certificate} and {key} are not a certificate and its "
            "key in PEM, without a pass phrase."
        ) from None
    except OSError as error:
        raise ValueError(
            f"KAFKA_CERTIFICATE_FILE and KAFKA_KEY_FILE: {certificate} or {key} cannot be read ({error.strerror})."
        ) from None
