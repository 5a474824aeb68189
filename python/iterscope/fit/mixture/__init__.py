"""Mixture models: Gaussians and what is built on them."""
