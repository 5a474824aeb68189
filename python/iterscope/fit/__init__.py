"""Fits that can be watched: models, their steps, the running fit and its view."""
