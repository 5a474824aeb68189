"""What goes wrong: busy and broken kernels, floods and forged messages."""
