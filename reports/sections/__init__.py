"""The parts of a report, one file for each word. A part without data is left out by `reports.activity`."""
