"""Who is told how far a fit is: callbacks, and standard output."""
