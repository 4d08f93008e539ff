"""The demonstration world: invented people and companies, real countries, believable bodies; the same each time."""
