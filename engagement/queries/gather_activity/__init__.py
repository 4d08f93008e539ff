"""Fills the activity report (reports/records.py) for one reader: a file for each part, gathering.py joins them."""
