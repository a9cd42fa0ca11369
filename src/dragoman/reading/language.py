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
_CLEAR = 0.15
_OTHER = 0.5
# A headline of a few names is clear to nobody; there it is enough to be far likelier than the other that we code.
_SHORT = 120
_BETTER = 0.9
_SOME = 0.02
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
    ranks = _ranks(text)
    (code, share), *_ = ranks
    if code in allowed and share >= _CLEAR:
        return code
    if code not in allowed and share >= _OTHER:
        raise LanguageError(f"language looks like {language_name(code)}, which is not coded; allowed: {choice}")
    ours = [(c, s) for c, s in ranks if c in allowed]
    if len(text) <= _SHORT and ours[0][1] >= _BETTER * sum(s for _, s in ours) and ours[0][1] >= _SOME:
        return ours[0][0]
    raise LanguageError(f"language cannot be told from the text; name it: {choice}")


def language_name(code: str) -> str:
    """English name of a language, or the code itself where CLDR has none."""
    try:
        return Locale.parse(code).get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def _ranks(text: str) -> list[tuple[str, float]]:
    """All languages that the identifier knows with their shares of probability, the likeliest first."""
    # How lines are broken and cells are parted tells of no language, but it would count.
    sample = " ".join(text[:_ENOUGH].split())
    # Capitals carry other byte sequences than the ones the identifier learned.
    if sum(map(str.islower, sample)) < sum(map(str.isupper, sample)):
        sample = sample.lower()
    return [(str(code), float(share)) for code, share in _identifier().rank(sample)]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
