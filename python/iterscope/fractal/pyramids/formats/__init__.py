"""Files that pyramids are written to and read from."""
