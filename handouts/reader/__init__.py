"""A monograph's files to a `Monograph`: nothing reworded, nothing reordered, nothing left out."""
