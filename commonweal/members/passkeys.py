"""Passkeys (Web Authentication, W3C): made and used in the browser, checked here by `fido2`.

The officer is never asked for his code: the device brings the credential, so nothing tells who has an account. Devices
must verify their user (by PIN, finger or face); a counter that does not grow is refused, and each challenge is good
once, for five minutes. Challenges are signed, not kept; a passkey accepts only one that is later than its last.
"""

import json
import time
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from fido2.cose import ES256, CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from commonweal.audit import journal
from commonweal.common.errors import BadInput
from commonweal.members import means, queries
from commonweal.members.means import PASSKEY, Means
from commonweal.members.models import Officer

LIFE = 300
"""Seconds for which a challenge is good."""
SALT = "commonweal.members.passkeys"
VERIFIED = UserVerificationRequirement.REQUIRED


def options_to_add(officer: Officer) -> tuple[str, str]:
    """What the browser needs to make a passkey, as JSON, and the state that comes back with its answer."""
    user = PublicKeyCredentialUserEntity(
        id=salted_hmac(SALT, officer.code, algorithm="sha256").digest(),  # devices keep it: it names nobody
        name=officer.code,
        display_name=str(officer),
    )
    known = [_descriptor(one) for one in means.of(officer.code) if one.kind == PASSKEY]
    made, state = _server().register_begin(
        user, known, resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
    )
    return _json(made), _sealed(state, f"add {officer.code}")


def add(answer: str, state: str, name: str, *, by: journal.Actor) -> None:
    """Enter the passkey that the browser has made, under the officer's own warrant (inside `warrants.reading`).

    Raises BadInput where the answer is not that of the challenge, or the device did not verify its user.
    """
    try:
        opened = _opened(state, f"add {by.officer}")
        data = _server().register_complete(opened, _read(answer))
    except (ValueError, KeyError, TypeError, AttributeError, signing.BadSignature) as problem:
        raise BadInput(
            "members.passkey.not-made",
            "The passkey was not made: the answer does not fit, came too late, or the device did not check that it is"
            " you. Begin anew.",
        ) from problem
    credential = data.credential_data
    means.add(
        by,
        PASSKEY,
        name,
        credential=bytes(credential.credential_id),
        public_key=_key_bytes(credential.public_key),
        counter=data.counter,
        moment=opened["moment"],
    )


def options_to_use(officer: str = "") -> tuple[str, str]:
    """What the browser needs to use a passkey, as JSON, and the state; of this officer's, or whoever's it is."""
    known = [_descriptor(one) for one in means.of(officer) if one.kind == PASSKEY] if officer else None
    made, state = _server().authenticate_begin(known, user_verification=VERIFIED)
    return _json(made), _sealed(state, f"use {officer}")


def use(answer: str, state: str, *, officer: str = "", why: str) -> Means | None:
    """The passkey that the browser used, noted as used; None where anything about it does not hold.

    `officer`: as the options were asked for. An unknown credential is checked against a key that nobody has, so that
    it takes as long.
    """
    try:
        opened = _opened(state, f"use {officer}")
        said = _read(answer)
        response = AuthenticationResponse.from_dict(said)
        found = means.by_credential(bytes(response.raw_id))
        key = CoseKey.parse(_key_of(found.public_key)) if found else _nobodys_key()
        credential = AttestedCredentialData.create(Aaguid.NONE, bytes(response.raw_id), key)
        _server().authenticate_complete(opened, [credential], said)
    except (ValueError, KeyError, TypeError, AttributeError, signing.BadSignature):
        return None
    counter = response.response.authenticator_data.counter
    if found is None or (officer and found.officer != officer):
        return None
    by = queries.actor(found.officer)
    return found if means.use(found, counter=counter, moment=opened["moment"], why=why, by=by) else None


def _server() -> Fido2Server:
    """For the address of this site, which its passkeys belong to."""
    site = urlsplit(settings.SITE_ADDRESS)
    entity = PublicKeyCredentialRpEntity(id=site.hostname, name="Commonweal")
    return Fido2Server(entity, verify_origin=lambda origin: origin == f"{site.scheme}://{site.netloc}")


def _descriptor(one: Means) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=one.credential)


def _json(options: Mapping) -> str:
    return json.dumps(dict(options)["publicKey"])


def _read(answer: str) -> dict:
    if len(answer) > 20_000:
        raise ValueError("too long")
    said = json.loads(answer)
    websafe_decode(said["rawId"])
    return said


def _sealed(state: Mapping, what: str) -> str:
    moment = time.time_ns() // 1_000_000
    return signing.dumps(
        {"challenge": state["challenge"], "user_verification": "required", "moment": moment, "what": what}, salt=SALT
    )


def _opened(state: str, what: str) -> dict:
    opened = signing.loads(state, salt=SALT, max_age=LIFE)
    if opened["what"] != what:
        raise ValueError("of another deed")
    return opened | {"user_verification": VERIFIED}


def _key_bytes(key: CoseKey) -> bytes:
    from fido2 import cbor

    return cbor.encode(dict(key))


def _key_of(kept: bytes) -> dict:
    from fido2 import cbor

    return cbor.decode(kept)


@cache
def _nobodys_key() -> CoseKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
