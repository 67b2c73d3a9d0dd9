"""Receipt codes: what people type is understood, what we give can't be guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib import codes

a_code = st.text(codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)
SAME = {"0": "0Oo０Ｏ", "1": "1IiLl１Ｉ"}


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A code, and a way to write it down."""
    code = draw(a_code)
    written = "".join(draw(st.sampled_from(SAME.get(char, char + char.lower()))) + draw(gap) for char in code)
    return code, written


gap = st.sampled_from(["", "", "", "-", " ", "—", "－", "\u3000"])


@given(spellings())
def test_every_spelling_of_a_code_is_understood(spelling: tuple[str, str]) -> None:
    code, written = spelling
    assert codes.normalise(written) == code


@given(st.text())
def test_anything_else_is_a_code_or_none(typed: str) -> None:
    found = codes.normalise(typed)
    assert found is None or (len(found) == codes.LENGTH and set(found) <= set(codes.ALPHABET))
    assert found is None or codes.normalise(found) == found


@given(a_code)
def test_a_code_survives_being_read_aloud(code: str) -> None:
    assert codes.normalise(codes.spoken(code)) == code


@pytest.mark.parametrize(
    "typed", ["", "-", "ABC", "U" * 16, "A" * 15, "A" * 17, "中" * 16, "A" * 10_000, "A" * 15 + "\x00"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.normalise(typed) is None


def test_codes_are_random_and_spoken_in_fours() -> None:
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert set().union(*made) <= set(codes.ALPHABET)
    assert codes.spoken("ABCDEFGHJKMNPQRS") == "ABCD-EFGH-JKMN-PQRS"


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_a_derived_code_belongs_to_its_parts_alone(parts: list[str], others: list[str]) -> None:
    code = codes.derived(*parts)
    assert codes.normalise(code) == code
    assert (codes.derived(*others) == code) == (parts == others)


def test_a_derived_code_depends_on_our_secret(settings) -> None:
    code = codes.derived("a form", "its content")
    settings.SECRET_KEY = "another secret, as long as the first one was"
    assert codes.derived("a form", "its content") != code
