"""Times of models of sequences and maps beside those of the packages that people use for them."""
