"""Pictures of samples along time."""
