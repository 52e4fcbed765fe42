"""Registry: organisations, and who may act for them."""
