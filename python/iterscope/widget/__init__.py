"""What the live views share: the widget class, its traits, its messages, its thread, the exported file."""
