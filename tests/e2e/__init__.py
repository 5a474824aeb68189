"""The live view in a real JupyterLab, in a real Chromium."""
