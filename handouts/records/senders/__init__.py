"""One way of sending a module: a message to its target, once."""
