"""Pure readers: bytes in, plain values out. Knows neither Flask nor the database."""
