"""The number matrix: every op, type, extent and set of dims against the witness."""
