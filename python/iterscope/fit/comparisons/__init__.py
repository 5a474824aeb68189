"""Other fits of the same model, beside ours."""
