"""Certificates of a test's own authority, made by `openssl`."""

from __future__ import annotations

import pathlib
import subprocess
from dataclasses import dataclass

from daemons import program

KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


@dataclass(frozen=True)
class Authority:
    """An authority that a clinic might run; its certificate is what a client is told to trust."""

    folder: pathlib.Path
    name: str = "Clinic Test Authority"

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        made = ["-keyout", "ca.key", "-out", "ca.crt", "-days", "30", "-subj", f"/CN={self.name}"]
        extensions = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"]
        self._openssl("req", "-x509", *KEY, *made, *extensions)

    @property
    def certificate(self) -> pathlib.Path:
        return self.folder / "ca.crt"

    def issue(self, host: str = "localhost", *, expired: bool = False) -> tuple[pathlib.Path, pathlib.Path]:
        """Issue a certificate for a host; give it and its key."""
        stem = f"{host}-expired" if expired else host
        (self.folder / "ca.conf").write_text(
            "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\n"
            "default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n"
            f"[leaf]\nsubjectAltName=DNS:{host}\n"
        )
        (self.folder / "index.txt").touch()
        self._openssl("req", "-new", *KEY, "-keyout", f"{stem}.key", "-out", f"{stem}.csr", "-subj", f"/CN={host}")
        dates = ["-startdate", "20200101000000Z", "-enddate", "20200201000000Z"] if expired else ["-days", "30"]
        signer = ["-cert", "ca.crt", "-keyfile", "ca.key", "-extensions", "leaf", *dates]
        self._openssl("ca", "-batch", "-config", "ca.conf", *signer, "-in", f"{stem}.csr", "-out", f"{stem}.pem")
        self._openssl("x509", "-in", f"{stem}.pem", "-out", f"{stem}.crt")
        return self.folder / f"{stem}.crt", self.folder / f"{stem}.key"

    def _openssl(self, *arguments: str) -> None:
        command = [program("openssl", "openssl"), *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
