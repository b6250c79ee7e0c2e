"""Packs: several leaflets in one PDF, made, described and proven again."""
