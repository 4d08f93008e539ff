"""The search index: what of the record can be found by words, kept in the same transaction."""
