// Lets a passkey answer a form. Without this script, or in a browser that knows no passkeys, such forms stay hidden and the
// page offers its other ways.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const known = (data) => data.known.split(" ").filter(Boolean).map((id) => ({ type: "public-key", id: bytes(id) }));

// The algorithms that the server reads, the best first.
const algorithms = [-8, -7, -257];

async function use(data) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(data.challenge),
      rpId: data.host,
      allowCredentials: known(data),
      userVerification: data.verification ?? "preferred",
    },
  });
  const response = credential.response;
  return {
    credential: text(credential.rawId),
    clientData: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    user: response.userHandle ? text(response.userHandle) : "",
  };
}

async function make(data) {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(data.challenge),
      rp: { id: data.host, name: data.town },
      user: { id: bytes(data.user), name: data.login, displayName: data.login },
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known(data),
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
      attestation: "none",
    },
  });
  const response = credential.response;
  return {
    clientData: text(response.clientDataJSON),
    authenticatorData: text(response.getAuthenticatorData()),
    algorithm: response.getPublicKeyAlgorithm(),
    publicKey: text(response.getPublicKey()),
  };
}

const isAble = window.isSecureContext && "PublicKeyCredential" in window
  && "getPublicKey" in (window.AuthenticatorAttestationResponse?.prototype ?? {});

for (const place of isAble ? document.querySelectorAll("[data-passkey]") : []) {
  const form = place.querySelector("form");
  const fault = place.querySelector("[data-passkey-fault]");
  place.hidden = false;
  for (const other of document.querySelectorAll("[data-without-passkey]")) other.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      const answer = await (place.dataset.passkey === "make" ? make : use)(place.dataset);
      for (const [name, value] of Object.entries(answer)) form.elements.namedItem(name).value = value;
      form.submit();
    } catch {
      // Refused by the person, too late, or no passkey that fits; browsers do not say which.
      fault.hidden = false;
    }
  });
}
