"""Engagement: a self-hosted tracker for a market development team's work with governments."""
