"""Engines of an algorithm: who takes its steps."""
