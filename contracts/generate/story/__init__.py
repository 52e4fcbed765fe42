"""The story that the golden samples tell: the guide, with its own values wherever it gives some."""
