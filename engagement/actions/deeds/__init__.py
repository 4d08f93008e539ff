"""Acts on many records that can be undone as a whole: merges, and the undoing of merges and imports."""
