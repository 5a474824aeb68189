"""Names of the packages that iterscope replaces, with their behavior."""
