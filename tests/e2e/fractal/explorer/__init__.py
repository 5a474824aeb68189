"""Both planes in a real JupyterLab."""
