"""The view of a fit in a browser."""
