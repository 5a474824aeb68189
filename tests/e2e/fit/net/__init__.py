"""Nets of self-organizing maps, watched in JupyterLab."""
