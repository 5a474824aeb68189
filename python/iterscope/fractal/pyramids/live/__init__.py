"""The live view of pyramids."""
