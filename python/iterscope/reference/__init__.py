"""Readable implementations, written to be read and to check the compiled ones against."""
