"""Charts as scenes of primitives: one drawing, written as SVG for a page and by canvas operators for paper."""
