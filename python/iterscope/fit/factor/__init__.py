"""Factor models: samples near a plane, with noise beside it."""
