"""The services. None imports another: import-linter keeps it."""
