"""The way to Kafka in Faust's words."""

from faust import SASLCredentials, SSLCredentials

from chassis.broker.connection import Broker


def credentials(broker: Broker) -> SASLCredentials | SSLCredentials | None:
    """What Faust hands on to its client, which is then made with what `Broker.arguments` says; None: nothing."""
    if broker.login is not None:
        return SASLCredentials(
            username=broker.login.username,
            password=broker.login.password.get_secret_value(),
            mechanism=broker.login.mechanism.value,
            ssl_context=broker.tls,
        )
    return None if broker.tls is None else SSLCredentials(broker.tls)
