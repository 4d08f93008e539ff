"""Paper: a tagged PDF/A-2b, written page by page on ReportLab's canvas."""
