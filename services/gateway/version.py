"""The version that pages show; the same as in pyproject.toml."""

VERSION = "0.1.0"
