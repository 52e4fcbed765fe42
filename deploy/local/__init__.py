"""The embedded stack: Kafka, a store, a mailbox and the services as processes of one machine, without Docker."""
