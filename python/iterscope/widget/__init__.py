"""Parts that both live views share: base class, traits, messages, worker thread, exported file."""
