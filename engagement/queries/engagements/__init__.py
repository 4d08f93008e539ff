"""Readings of engagements: the question, the list, the count, one record, the export."""
