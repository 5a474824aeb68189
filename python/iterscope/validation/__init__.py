"""The gate for values and arrays that come from outside."""
