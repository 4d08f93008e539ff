"""Knows no word of the product."""
