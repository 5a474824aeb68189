"""Models of sequences: rows that follow one another."""
