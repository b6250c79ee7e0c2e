"""Signatures that leave a leaflet what it is: PAdES, invisible and tagged; the only door to pyHanko.

A signed PDF begins with the bytes of the proven one, and goes on with the signature: PDF/A and PDF/UA still hold.
"""

import logging

for name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(name).addHandler(logging.NullHandler())  # what is to be said is told as a problem
