"""A real OpenID Connect provider on 127.0.0.1: glewlwyd, from Debian, with one client and one person."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from .workspace import Violation, free_port

CLIENT = "ratusz"
SECRET = "a secret of the tests"
PASSWORD = "a sentence of the provider"
ENGINE = Path("/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz")
MODULES = {
    "user_module_path": "user",
    "user_middleware_module_path": "user_middleware",
    "client_module_path": "client",
    "user_auth_scheme_module_path": "scheme",
    "plugin_module_path": "plugin",
}
TYPES = {".html": "text/html", ".css": "text/css", ".js": "application/javascript", ".json": "application/json"}
# What the provider says of a person besides subject and address, and what it calls it.
CLAIMS = {"given_name": "string", "family_name": "string", "email_verified": "boolean"}


class Provider:
    """One provider with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "provider"
        self.port = free_port()
        self.folder.mkdir()
        self._cookie = ""
        self._process: subprocess.Popen | None = None

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}/api/oidc"

    def start(self) -> None:
        script = subprocess.run(["zcat", str(ENGINE)], check=True, capture_output=True).stdout
        subprocess.run(["sqlite3", str(self.folder / "data")], input=script, check=True, capture_output=True)
        configuration = self.folder / "configuration"
        configuration.write_text(self._configuration(), encoding="utf-8")
        with (self.folder / "output").open("ab") as log:
            command = ["glewlwyd", f"--config-file={configuration}"]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(100):
            try:
                self._sign_in()
                return
            except OSError:
                time.sleep(0.1)
        raise Violation(f"glewlwyd does not start; see {self.folder / 'output'}")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def set_up(self, return_address: str) -> None:
        """Makes it an OpenID provider that knows the program as a client."""
        key, public = self._keys()
        claims = [
            {"name": name, "user-property": name, "type": kind, "mandatory": True}
            | ({"boolean-value-true": "1", "boolean-value-false": "0"} if kind == "boolean" else {})
            for name, kind in CLAIMS.items()
        ]
        parameters = {
            "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", "key": key, "cert": public,
            "access-token-duration": 3600, "refresh-token-duration": 3600, "code-duration": 60,
            "auth-type-code-enabled": True, "pkce-allowed": True, "pkce-method-plain-allowed": False,
            "subject-type": "public", "name-claim": "on-demand", "email-claim": "mandatory", "scope": [],
            "additional-parameters": [], "claims": claims,
        }  # fmt: skip
        self._call("POST", "/mod/plugin/", {"module": "oidc", "name": "oidc", "display_name": "OIDC", "parameters": parameters})
        self._know_claims()
        for scope in ("email", "profile"):
            self._call("POST", "/scope/", {"name": scope, "display_name": scope, "password_required": False, "scheme": {}})
        client = {
            "client_id": CLIENT, "name": "Ratusz", "confidential": True, "client_secret": SECRET, "password": SECRET,
            "redirect_uri": [return_address], "authorization_type": ["code"],
            "token_endpoint_auth_method": ["client_secret_post"], "scope": ["openid", "email", "profile"], "enabled": True,
        }  # fmt: skip
        self._call("POST", "/client/", client)

    def _sign_in(self) -> None:
        """As its administrator, for some minutes."""
        self._call("POST", "/auth/", {"username": "admin", "password": "password"})

    def add_person(self, name: str, email: str, is_verified: bool = True) -> None:
        person = {
            "username": name, "name": f"{name} Example", "email": email, "password": PASSWORD, "given_name": name.title(),
            "family_name": "Example", "email_verified": "1" if is_verified else "0",
            "scope": ["openid", "email", "profile"], "enabled": True,
        }  # fmt: skip
        self._sign_in()
        self._call("POST", "/user/", person)

    def settings(self, provider_id: str) -> Path:
        """The file by which the program knows the provider."""
        secret, file = self.folder / "secret", self.folder / "providers.json5"
        secret.write_text(SECRET, encoding="utf-8")
        provider = {
            "id": provider_id, "name": "Sample ID", "issuer": self.issuer, "client": CLIENT,
            "secretFile": str(secret), "inside": True,
        }  # fmt: skip
        file.write_text(json.dumps({"providers": [provider]}), encoding="utf-8")
        return file

    def _know_claims(self) -> None:
        module = json.loads(self._call("GET", "/mod/user/database"))
        for name in CLAIMS:
            access = {"multiple": False, "read": True, "write": True, "profile-read": True, "profile-write": False}
            module["parameters"]["data-format"][name] = access
        self._call("PUT", "/mod/user/database", module)
        self._call("PUT", "/mod/user/database/reset")

    def _keys(self) -> tuple[str, str]:
        key, public = self.folder / "key.pem", self.folder / "public.pem"
        subprocess.run(["openssl", "genrsa", "-out", str(key), "2048"], check=True, capture_output=True)
        command = ["openssl", "rsa", "-in", str(key), "-pubout", "-out", str(public)]
        subprocess.run(command, check=True, capture_output=True)
        return key.read_text(encoding="utf-8"), public.read_text(encoding="utf-8")

    def _configuration(self) -> str:
        paths = [f'{name}="/usr/lib/glewlwyd/{folder}"' for name, folder in MODULES.items()]
        types = ",".join(f'{{ extension = "{end}" mime_type = "{kind}" compress = 0 }}' for end, kind in TYPES.items())
        return "\n".join(
            [
                f"port={self.port}",
                'bind_address="127.0.0.1"',
                f'external_url="http://localhost:{self.port}"',
                'login_url="login.html"',
                'api_prefix="api"',
                'static_files_path="/usr/share/glewlwyd/webapp/"',
                f'log_mode="file" log_level="INFO" log_file="{self.folder / "log"}"',
                'cookie_domain="localhost" cookie_secure=0 cookie_same_site="empty"',
                'session_expiration=3600 session_key="GLEWLWYD2_SESSION_ID"',
                'admin_session_authentication="cookie" profile_session_authentication="cookie"',
                'login_api_enabled=true admin_scope="g_admin" profile_scope="g_profile" hash_algorithm="SHA512"',
                *paths,
                f'database = {{ type = "sqlite3" path = "{self.folder / "data"}" }};',
                f"static_files_mime_types = ( {types} )",
                "",
            ]
        )

    def _call(self, method: str, path: str, body: dict | None = None) -> str:
        """A call of its interface. The cookie is kept by hand: Python's own jar sends none to localhost."""
        request = urllib.request.Request(
            f"http://localhost:{self.port}/api{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Cookie": self._cookie},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                self._cookie = (answer.headers.get("Set-Cookie") or self._cookie).split(";")[0]
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            raise Violation(f"glewlwyd answers {error.code} to {method} {path}: {error.read().decode()}") from error
