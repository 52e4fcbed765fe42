"""A certificate authority of a test's own, and certificates by it, as PEM files."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chassis.clock import utc_now

LIFE = timedelta(hours=1)
LOOPBACK = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])


@dataclass(frozen=True, slots=True)
class Papers:
    """A certificate and its key; `both` holds the two, key first."""

    certificate: Path
    key: Path
    both: Path


class Authority:
    """Signs for `127.0.0.1`, below `folder`."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        builder = self._builder(self._name, self._key).add_extension(x509.BasicConstraints(True, 0), critical=True)
        self.file = self._written(name, builder.add_extension(usage, critical=True)).certificate

    def signed(self, name: str) -> Papers:
        """A certificate for whoever is called `name` and sits at 127.0.0.1."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return self._written(name, self._builder(subject, key).add_extension(LOOPBACK, critical=False), key)

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now, ours = utc_now(), self._key.public_key()
        return (
            x509.CertificateBuilder(self._name, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - LIFE)
            .not_valid_after(now + LIFE)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ours), critical=False)
        )

    def _written(
        self, name: str, builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey | None = None
    ) -> Papers:
        papers = Papers(*(self._folder / f"{name}.{kind}.pem" for kind in ("certificate", "key", "both")))
        certificate = builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        secret = (key or self._key).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        papers.certificate.write_bytes(certificate)
        papers.key.write_bytes(secret)
        papers.both.write_bytes(secret + certificate)
        return papers
