"""Names that nobody listed, by the capitals they are written with."""
