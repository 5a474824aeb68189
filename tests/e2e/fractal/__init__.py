"""The fractal view in a browser."""
