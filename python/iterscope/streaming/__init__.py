"""Streams from the kernel to the browser: messages, checked on arrival, and the worker behind them."""
