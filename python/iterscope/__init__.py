"""Watch iterations: live zoomable Julia sets and animated clustering."""
