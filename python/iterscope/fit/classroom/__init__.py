"""What a lecture needs: prepared states of a view, and questions about it."""
