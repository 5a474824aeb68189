"""Mixtures with a table of parameters: one file a family."""
