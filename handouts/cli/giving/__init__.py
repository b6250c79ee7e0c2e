"""What `handouts give` and `attach` do: leaflets to a patient, into the record and the ledger."""
