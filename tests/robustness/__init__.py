"""Programs that try how much the package bears: interrupts, floods of messages, and long use."""
