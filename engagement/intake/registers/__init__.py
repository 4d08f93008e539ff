"""Public registers of meetings, one file per format."""
