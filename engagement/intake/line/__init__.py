"""The line: one sentence about an engagement, read word by word in the languages that lie here as data."""
