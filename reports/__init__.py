"""Reports: plain data in, bytes out. Knows nothing of the rest of the product."""
