"""A device that makes and uses passkeys, in a few lines: what a browser would send, with one thing wrong on demand."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, CREDENTIAL = 0x01, 0x04, 0x40


class Device:
    """One passkey; `counter` grows with each use."""

    def __init__(self, origin: str = ORIGIN, flags: int = PRESENT | VERIFIED) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.counter, self.origin, self.flags = secrets.token_bytes(32), 0, origin, flags

    def make(self, options: str) -> str:
        """The answer to the options for making one."""
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._data(options, CREDENTIAL) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(options, "webauthn.create", attestationObject=websafe_encode(attested))

    def use(self, options: str, **wrong: object) -> str:
        """The answer to the options for using it."""
        self.counter += 1
        data = self._data(options)
        client = self._client(options, "webauthn.get")
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        said = {"authenticatorData": websafe_encode(data), "signature": websafe_encode(signed)} | wrong
        return self._answer(options, "webauthn.get", **said)

    def _data(self, options: str, more: int = 0) -> bytes:
        asked = json.loads(options)
        site = asked.get("rpId") or asked["rp"]["id"]
        return hashlib.sha256(site.encode()).digest() + bytes([self.flags | more]) + self.counter.to_bytes(4, "big")

    def _client(self, options: str, deed: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": deed, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, options: str, deed: str, **parts: object) -> str:
        response = {"clientDataJSON": websafe_encode(self._client(options, deed))} | parts
        name = websafe_encode(self.id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
