"""What a patient quotes, and the link that goes with it."""

import secrets

from django.core import signing

# No two of these look alike, or sound alike on the phone.
ALPHABET = "AFHJKMRWXY34679"
_SALT = "appointments.link"
_DONE_SALT = "appointments.done"
_DONE_SECONDS = 60 * 60
_HALF = 4


def make_reference() -> str:
    """Eight signs in two halves, such as HK7M-4WXA."""
    first, second = ("".join(secrets.choice(ALPHABET) for _ in range(_HALF)) for _ in range(2))
    return f"{first}-{second}"


def clean_reference(typed: str) -> str:
    """What somebody typed, as it is stored: without blanks, in capitals, with its dash."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{signs[:_HALF]}-{signs[_HALF:]}"


def make_token(pk: int) -> str:
    """The signed end of the patient's link. It holds a row's number, and nothing about a person."""
    return signing.Signer(salt=_SALT).sign_object(pk)


def read_token(token: str) -> int | None:
    """The row's number, or None for a token that this site did not make."""
    try:
        pk = signing.Signer(salt=_SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return pk if isinstance(pk, int) else None


def make_done_token(pk: int) -> str:
    """The end of the done page's address. That page tells the reference, so it does not stay open for long."""
    return signing.TimestampSigner(salt=_DONE_SALT).sign_object(pk)


def read_done_token(token: str) -> tuple[int | None, bool]:
    """The row's number, None for a token that this site did not make; and whether the page may still be shown."""
    signer = signing.TimestampSigner(salt=_DONE_SALT)
    try:
        pk = signer.unsign_object(token)
    except signing.BadSignature:
        return None, False
    try:
        signer.unsign(token, max_age=_DONE_SECONDS)
    except signing.SignatureExpired:
        return pk, False
    return pk, True
