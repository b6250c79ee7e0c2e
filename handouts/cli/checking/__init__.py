"""What `handouts check` does besides telling: it compares with an earlier report, and writes what is safe to write."""
