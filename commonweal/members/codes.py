"""One-time codes of a device (TOTP, RFC 6238: six digits, thirty seconds, SHA-1) and recovery codes on paper.

Secrets are kept encrypted with a key file of the house, bound to their officer; recovery codes as digests with the
same key. A code is good in its half-minute and the ones beside it, once; a recovery code once.
"""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path
from urllib.parse import quote, urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.core import signing
from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.members import means, queries
from commonweal.members.means import CODES, Means

STEP = 30
"""Seconds for which a code stands."""
BESIDE = 1
"""Steps before and after the present one that are taken, for clocks that differ."""
LIFE = 600
"""Seconds in which a new device must show its first code."""
SALT = "commonweal.members.codes"
RECOVERY, LONG = 8, 10
"""Recovery codes made at once, and letters of each: 50 random bits."""
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""Of recovery codes: none that looks like a digit (Crockford's choice of thirty-two)."""


def begin(officer: str) -> tuple[str, str, str]:
    """A new secret for the officer's device: as text, as an address that devices read, and sealed for `finish`."""
    secret = secrets.token_bytes(20)
    text = base64.b32encode(secret).decode()
    address = f"otpauth://totp/{quote(f'Commonweal:{officer}')}?{urlencode({'secret': text, 'issuer': 'Commonweal'})}"
    sealed = base64.b64encode(_encrypt(secret, officer)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4)), address, signing.dumps(sealed, salt=SALT)


def finish(sealed: str, code: str, name: str, *, by: journal.Actor) -> None:
    """Enter the codes of a device that has shown its first one, in place of an earlier device's.

    Under the officer's own warrant (inside `warrants.reading`). Raises BadInput where the code is not the secret's.
    """
    step = None
    try:
        kept = base64.b64decode(signing.loads(sealed, salt=SALT, max_age=LIFE))
        step = _step(_decrypt(kept, by.officer), code, after=0)
    except (signing.BadSignature, InvalidTag, ValueError):
        pass
    if step is None:
        raise BadInput(
            "members.codes.first-is-wrong",
            "This is not the device’s code for this key, or ten minutes have passed. Look at the device’s clock and"
            " begin anew.",
        )
    for one in means.of(by.officer):
        if one.kind == CODES:
            means.remove(one.id, by=by)
    means.add(by, CODES, name, secret=kept, moment=step)


def use(officer: str, code: str, *, why: str) -> bool:
    """Whether this is the present code of the officer's device, or a recovery code of his; it is used up with it."""
    typed = "".join(code.upper().split()).replace("-", "")
    by = queries.actor(officer)
    if len(typed) == LONG:
        return _use_recovery(officer, typed, by)
    devices = [one for one in means.of(officer) if one.kind == CODES]
    return any(_use_device(one, typed, why, by) for one in devices)


def _use_device(device: Means, code: str, why: str, by: journal.Actor) -> bool:
    step = _step(_decrypt(device.secret, device.officer), code, after=device.moment)
    return step is not None and means.use(device, moment=step, why=why, by=by)


def _use_recovery(officer: str, code: str, by: journal.Actor) -> bool:
    entry = journal.write("members.recovery.used", by=by, about=(f"officer/{officer}",)).entry
    with connection.cursor() as cursor:
        cursor.execute("select members_use_recovery(%s, %s, %s)", [officer, _digest(officer, code), entry])
        return cursor.fetchone()[0]


def make_recovery(*, by: journal.Actor) -> list[str]:
    """New recovery codes of the officer who acts, told this once; earlier ones are void. Inside `warrants.reading`."""
    made = ["".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(RECOVERY)]
    entry = journal.write("members.recovery.made", by=by, about=(f"officer/{by.officer}",)).entry
    with connection.cursor() as cursor:
        cursor.execute(
            "select members_set_recovery(%s, %s, %s)", [by.officer, [_digest(by.officer, each) for each in made], entry]
        )
    return [f"{each[:5]}-{each[5:]}" for each in made]


def recovery_left(officer: str) -> int:
    """How many recovery codes the officer has not used yet."""
    with connection.cursor() as cursor:
        cursor.execute("select members_recovery_left(%s)", [officer])
        return cursor.fetchone()[0]


def _step(secret: bytes, code: str, *, after: int) -> int | None:
    """The step of which this is the code, later than `after`; None where it is of none."""
    device = TOTP(secret, 6, SHA1(), STEP)  # noqa: S303 - the standard's, and the only one that all devices know
    now = int(clock.now().timestamp()) // STEP
    found = None
    for step in range(now - BESIDE, now + BESIDE + 1):
        if hmac.compare_digest(device.generate(step * STEP), code.encode()) and step > after:
            found = step
    return found


def _encrypt(secret: bytes, officer: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_key("secrets")).encrypt(nonce, secret, officer.encode())


def _decrypt(kept: bytes, officer: str) -> bytes:
    return AESGCM(_key("secrets")).decrypt(kept[:12], kept[12:], officer.encode())


def _digest(officer: str, code: str) -> bytes:
    return hmac.digest(_key("recovery"), f"{officer} {code}".encode(), "sha256")


def _key(what: str) -> bytes:
    """A key of 256 bits for one use, from the house's key file."""
    return hashlib.sha256(
        f"{what} {Path(settings.CODES_KEY_FILE).read_text(encoding='ascii').strip()}".encode()
    ).digest()
