"""Tables and the rules of one record, one file per word."""
