"""Text on paper: faces, shaping, direction, lines."""
