"""What the end-to-end tests drive: JupyterLab, a browser, a notebook, a view."""
