"""Mixtures of points in space: t distributions, Gaussians with priors, and lines."""
