"""Bringing in what others wrote down: registers, spreadsheets, lists of bodies, officials and topics."""
