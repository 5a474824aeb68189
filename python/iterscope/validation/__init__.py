"""Validation of values and arrays that come from outside."""
