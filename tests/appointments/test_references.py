"""References that can be read aloud, and links that cannot be made up."""

import pytest
from django.core import signing

from appointments.references import ALPHABET, clean_reference, make_reference, make_token, read_token


def test_reference_is_two_halves_of_signs_that_do_not_look_alike():
    references = {make_reference() for _draw in range(200)}
    assert len(references) == 200
    assert {(len(reference), reference[4]) for reference in references} == {(9, "-")}
    assert set("".join(references)) == {*ALPHABET, "-"}
    assert set("0O1IL5S2Z8BCDGQPTUVNE") & set(ALPHABET) == set()


@pytest.mark.parametrize("typed", ["HK7M-4WXA", " hk7m 4wxa ", "hk7m4wxa", "HK7M–4WXA.", "h k 7 m 4 w x a"])
def test_reference_is_found_as_people_type_it(typed):
    assert clean_reference(typed) == "HK7M-4WXA"


def test_token_leads_back_to_its_row():
    assert (read_token(make_token(12)), make_token(12) == make_token(13)) == (12, False)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "12",
        make_token(12) + "x",
        make_token(12)[1:],
        signing.Signer(salt="another").sign_object(12),
        signing.Signer(salt="appointments.link").sign_object("12"),
        signing.Signer(salt="appointments.link").sign_object([12]),
        "\0",
    ],
)
def test_token_of_somebody_else_is_none(token):
    assert read_token(token) is None


def test_token_of_another_key_is_none(settings):
    token = make_token(12)
    settings.SECRET_KEY = "another-key-another-key-another-key-another-key-another-key"
    assert read_token(token) is None
    settings.SECRET_KEY_FALLBACKS = ["only-for-tests-only-for-tests-only-for-tests-only-for-tests"]
    assert read_token(token) == 12
