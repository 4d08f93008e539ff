"""Pages of engagements: the list, the record, the form."""
