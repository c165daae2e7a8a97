"""Browsers that exist in Python alone: they read with `http_ece`, which others wrote."""

import base64
import json
import os
from dataclasses import dataclass

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def private(key: ec.EllipticCurvePrivateKey) -> str:
    return text(key.private_numbers().private_value.to_bytes(32, "big"))


@dataclass
class Reader:
    name: str
    key: ec.EllipticCurvePrivateKey
    secret: bytes

    @classmethod
    def new(cls, name: str) -> "Reader":
        return cls(name, ec.generate_private_key(ec.SECP256R1()), os.urandom(16))

    @property
    def p256dh(self) -> str:
        return text(point(self.key))

    @property
    def auth(self) -> str:
        return text(self.secret)

    def read(self, body: bytes) -> dict:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        return json.loads(plain)


def is_signed(headers: dict[str, str], public: str, origin: str) -> bool:
    """Whether `py_vapid` takes the token, it is for this service, and the key beside it is ours."""
    # It does not know the space that RFC 8292 writes after the comma.
    token = headers["authorization"].replace(", k=", ",k=")
    claims = token.removeprefix("vapid t=").split(",")[0].split(".")[1]
    audience = json.loads(base64.urlsafe_b64decode(claims + "=="))["aud"]
    return Vapid02.verify(token) and audience == origin and token.endswith(f"k={public}")
