"""The parts that pages are made of. Each puts itself into a flow."""
