"""Kafka: how it is reached, and what it says (topics as they are, groups and what they have not read), for tools."""
