"""The published language: events, topics and the envelope. Imports nothing of ours."""
