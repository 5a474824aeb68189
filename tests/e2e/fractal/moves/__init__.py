"""What moves a view: gestures, flights, and back again."""
