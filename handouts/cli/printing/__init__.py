"""What `handouts print` does: what may be printed, where and how, and what has become of it."""
