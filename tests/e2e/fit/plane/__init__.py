"""Fits drawn in a plane, in a browser."""
