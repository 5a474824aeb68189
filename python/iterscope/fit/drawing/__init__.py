"""Pictures of a fit, drawn by the kernel."""
