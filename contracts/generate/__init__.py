"""Writes what other languages read: JSON Schemas, AsyncAPI, golden samples, the topics table of the documentation.

`python -m contracts.generate` (or `make contracts`) brings them up to date with the event models.
"""
