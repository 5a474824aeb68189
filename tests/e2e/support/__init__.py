"""Drivers of the end-to-end tests: JupyterLab, a browser, a notebook, a view."""
