"""The vocabulary: values that do not change, and what is known of languages, units and sentences."""
