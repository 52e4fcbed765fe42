"""The guide in chapters: what people do, and what must be seen of it."""
