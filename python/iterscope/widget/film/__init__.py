"""Films: how frames become files."""
