"""What the broker says: topics as they are, groups and what they have not read. For tools, not for services."""
