"""Ways to draw a fit, watched in JupyterLab."""
