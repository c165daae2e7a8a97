"""How a resident comes in by a service outside: glewlwyd, a real OpenID Connect provider."""

import json
import re

from faults.provider import CLIENT, PASSWORD

from .walk import SEND, Walk

# Signs in at the provider and lets the program know who it is, by the requests that the provider's own pages make.
SIGN_IN = """
return (async () => {{
  const send = (method, path, body) => fetch(path, {{
    method, headers: {{ "Content-Type": "application/json" }}, body: JSON.stringify(body) }});
  const person = await send("POST", "/api/auth/", {{ username: {name}, password: {password} }});
  const leave = await send("PUT", "/api/auth/grant/{client}", {{ scope: "openid email profile" }});
  if (!person.ok || !leave.ok) return "";
  return new URL(location.href).searchParams.get("callback_url") + "&g_continue";
}})();
"""


class Services(Walk):
    def come_by_service(self, name: str) -> None:
        """Somebody new completes an account without a letter; the next time the service alone opens it."""
        page = self.page
        email = f"{name}@poczta.example"
        self.provider.add_person(name, email)
        page.forget()
        self._sign_in_at(name)
        self._look("account to be completed")
        page.press(SEND)
        self._refused("account to be completed")
        page.press("#terms")
        page.press("input[name=ageGroup][value=ofAge]")
        page.press(SEND)
        self._taken("account of a service")
        assert email in page.text("main") and "Sample ID" in page.text("main"), "the account shows address and service"
        page.press("a[href$='/account/password']")
        self._look("first password")
        page.forget()
        self._sign_in_at(name)
        assert email in page.text("main"), "the service opens the account"
        page.press("form[action$='/account/services'] button")
        self._open(f"/{self.town}/account")
        assert page.count("form[action$='/account/services']"), "the last way into an account stays"
        self._download_by_code(email)
        self.done.append("come in by a service")

    def _download_by_code(self, email: str) -> None:
        """In place of a password a letter brings a code for the download; a wrong one opens nothing."""
        page = self.page
        self._open(f"/{self.town}/account/download")
        self._look("download of an account without a password")
        page.press("form[action$='/account/code'] button")
        self._taken("download with a code sent")
        page.fill("#code", "00000-00000")
        page.press("form[action$='/account/download'] button")
        self._refused("download with a wrong code")
        self._link_to(email, "account/download")
        assert re.search(r"\b[0-9a-z]{5}-[0-9a-z]{5}\b", page.text("main")), "the letter has the code"
        self._open(f"/{self.town}/account")

    def _sign_in_at(self, name: str) -> None:
        page = self.page
        self._open(f"/{self.town}/account/sign-in")
        page.press("a[href$='/account/with/sample']")
        page.arrive("/login.html")
        script = SIGN_IN.format(name=json.dumps(name), password=json.dumps(PASSWORD), client=CLIENT)
        back = page.run(script)
        assert isinstance(back, str) and back, "the provider knows the person"
        page.open(back)
        # What the provider's own pages complain of.
        page.troubles()
