"""Figures, each defined once (REPORTS.md): page, paper and shell take them from here, with the Filter behind each.

All count *held* engagements that the member may see, by local date; a joint one counts once.
"""
