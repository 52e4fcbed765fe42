"""One process of each service."""
