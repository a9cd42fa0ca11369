"""Which language a text is in: as given, or detected where it is clear."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dragoman.errors import LanguageError
from dragoman.lexicon.loading import LANGUAGES

# Shares of probability among the identifier's 140 languages. A short sentence spreads over close relatives, hence the
# low bar for a language that we code; to say that a text is in another language takes more.
_CLEAR = 0.3
_OTHER = 0.5
# The start of a text tells its language; the identifier's time grows with what it is given.
_ENOUGH = 5000


def language_of(text: str, given: str | None = None, allowed: Sequence[str] = LANGUAGES) -> str:
    """ISO 639-1 code of the language to code a text in.

    Args:
        given: what the caller or the file says, such as "es", "ES" or "es-MX"; None to detect it.
        allowed: the languages that can be coded.

    Raises:
        LanguageError: the given language is not allowed, or the detected one is not or is not clear.
    """
    choice = " or ".join(allowed)
    if given is not None and given.strip():
        code = given.strip().lower().replace("_", "-").split("-")[0]
        if code not in allowed:
            raise LanguageError(f"language {given.strip()!r} is not coded; allowed: {choice}")
        return code
    code, share = _detect(text)
    if code in allowed and share >= _CLEAR:
        return code
    if code not in allowed and share >= _OTHER:
        raise LanguageError(f"language looks like {language_name(code)}, which is not coded; allowed: {choice}")
    raise LanguageError(f"language cannot be told from the text; say it: --language {choice}")


def language_name(code: str) -> str:
    """English name of a language, or the code itself where CLDR has none."""
    try:
        return Locale.parse(code).get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def _detect(text: str) -> tuple[str, float]:
    sample = text[:_ENOUGH]
    # Capitals carry other byte sequences than the ones the identifier learned.
    if sum(map(str.islower, sample)) < sum(map(str.isupper, sample)):
        sample = sample.lower()
    code, share = _identifier().classify(sample)
    return str(code), float(share)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
