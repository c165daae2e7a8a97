"""A real directory on 127.0.0.1: slapd, from Debian, with two people and somebody who looks for them."""

import os
import signal
import subprocess
import time
from pathlib import Path

from .workspace import Violation, free_port

BASE = "dc=urzad,dc=example"
SEEKER = f"cn=ratusz,{BASE}"
SECRET = "a secret of the tests"
# Logins and passwords of the people it has.
PEOPLE = {"ela@urzad.example": "hasło z katalogu urzędu", "ola@urzad.example": "inne hasło z katalogu"}


class Directory:
    """One directory with TLS, under an authority of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "directory"
        self.folder.mkdir()
        (self.folder / "data").mkdir()
        self.plain_port, self.tls_port = free_port(), free_port()
        self._process: subprocess.Popen | None = None
        self._certify()
        self._fill()

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    def start(self) -> None:
        addresses = f"ldap://127.0.0.1:{self.plain_port} ldaps://127.0.0.1:{self.tls_port}"
        command = ["slapd", "-d", "0", "-f", str(self.folder / "slapd.conf"), "-h", addresses]
        with (self.folder / "output").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        time.sleep(0.5)
        if self._process.poll() is not None:
            raise Violation(f"slapd does not start; see {self.folder / 'output'}")

    def stop(self) -> None:
        if self._process:
            # A directory that was told to be silent hears nothing else.
            self._process.kill()
            self._process.wait()
            self._process = None

    def hush(self) -> None:
        """It stays there and says nothing more."""
        if self._process:
            os.kill(self._process.pid, signal.SIGSTOP)

    def settings(self, address: str, town: str, **more: object) -> dict[str, object]:
        """An entry of the program's file."""
        secret = self.folder / "seeker"
        secret.write_text(SECRET, encoding="utf-8")
        return {
            "address": address,
            "base": BASE,
            "filter": "(&(objectClass=inetOrgPerson)(mail={login}))",
            "bindName": SEEKER,
            "passwordFile": str(secret),
            "staffOf": [town],
        } | more

    def _certify(self) -> None:
        run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        run += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(self.folder / "key.pem"), "-out", str(self.authority)]
        subprocess.run(run, check=True, capture_output=True)

    def _fill(self) -> None:
        lines = [f"include /etc/ldap/schema/{name}.schema" for name in ("core", "cosine", "inetorgperson")]
        lines += ["modulepath /usr/lib/ldap", "moduleload back_mdb", f"pidfile {self.folder / 'pid'}"]
        lines += [f"TLSCertificateFile {self.authority}", f"TLSCertificateKeyFile {self.folder / 'key.pem'}"]
        lines += ["database mdb", f"suffix {BASE}", f"directory {self.folder / 'data'}"]
        # Nobody reads but the seeker; anybody may prove a password.
        lines += [f'access to attrs=userPassword by anonymous auth by * none', f'access to * by dn="{SEEKER}" read by * none']
        (self.folder / "slapd.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        entries = [f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Urząd\ndc: urzad"]
        entries += [f"dn: {SEEKER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: ratusz\nuserPassword: {SECRET}"]
        entries += [
            f"dn: cn={login.split('@')[0]},{BASE}\nobjectClass: inetOrgPerson\ncn: {login.split('@')[0]}\nsn: Zmyślona\n"
            f"mail: {login}\nuserPassword: {password}"
            for login, password in PEOPLE.items()
        ]
        (self.folder / "people.ldif").write_text("\n\n".join(entries) + "\n", encoding="utf-8")
        command = ["slapadd", "-f", str(self.folder / "slapd.conf"), "-l", str(self.folder / "people.ldif")]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise Violation(f"slapadd: {run.stderr.strip()}")
