"""Starts of EM: what the user gives, and what is computed."""
