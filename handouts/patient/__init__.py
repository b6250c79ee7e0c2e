"""A patient's own file to what is printed on the leaflet: read, put into words, held against the text.

The file is TOML or JSON with fields of our own, or FHIR R4. What cannot be read for certain is refused with its place,
never guessed; no message holds what the file says of the patient.
"""
