"""Formulas with their numbers: parts that are set, and those that mixtures share."""
