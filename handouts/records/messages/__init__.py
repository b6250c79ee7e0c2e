"""One standard a module: a filing to its message, pure."""
