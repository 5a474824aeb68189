"""Large pictures of a view, which the page saves while the kernel computes them."""
