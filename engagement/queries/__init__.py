"""Every reading."""
