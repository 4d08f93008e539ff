"""Every change of data."""
