"""Who signed off which exact text, until when, and what has changed since."""
