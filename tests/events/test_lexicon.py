"""The lexicon of acts: every frame keeps its own examples, both languages cover the codebook, bad entries are named."""

import pytest

from dragoman import models
from dragoman.codebook import load_codebook
from dragoman.errors import LexiconError
from dragoman.events.check import check_frames
from dragoman.events.frames import load_frames
from dragoman.lexicon import Lexicon

LEXICON = Lexicon()
CODEBOOK = load_codebook(LEXICON)


def categories(language):
    return {(f.type, f.mode) for f in load_frames(LEXICON, language, CODEBOOK)}


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_example_comes_out(language):
    failed = [
        f"{c.frame.id}: {c.example.text}: {c.detail}" for c in check_frames(LEXICON, language, models.load) if not c.ok
    ]
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_type_and_mode_has_a_frame(language):
    wanted = {(name, mode) for name, kind in CODEBOOK.types.items() for mode in (None, *kind.modes)}
    # a type whose every act has a mode needs no frame without one
    wanted -= {(name, None) for name in CODEBOOK.types if any(t == name for t, _ in categories(language))}
    assert not wanted - categories(language)


def test_both_languages_cover_the_same_categories():
    def with_modes(language):
        return {c for c in categories(language) if c[1]}

    assert with_modes("es") == with_modes("en")


GOOD = """- id: x.y
  type: CONSULT
  trigger: {verb: [charlar]}
  examples: [{text: El rey de España charló con Perú.}]
"""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (GOOD.replace("CONSULT", "CHAT"), "unknown type 'CHAT'"),
        (GOOD.replace("type: CONSULT", "type: CONSULT\n  mode: zoom"), "unknown mode 'zoom'"),
        (GOOD.replace("trigger: {verb: [charlar]}", "trigger: {}"), "unreachable"),
        (GOOD.replace("[charlar]}", "[charlar]}\n  with: {object: [$nowhere]}"), "unknown class"),
        (GOOD.replace("[charlar]}", "[charlar]}\n  colour: red"), "colour"),
        (GOOD.replace("[{text: El rey de España charló con Perú.}]", "[]"), "examples"),
        (GOOD + GOOD, "stands twice"),
        ("- id: [", "not valid YAML"),
    ],
)
def test_a_wrong_entry_is_named_with_file_and_line(tmp_path, wrong, message):
    (tmp_path / "es").mkdir()
    path = tmp_path / "es" / "frames.yaml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as error:
        load_frames(Lexicon(tmp_path), "es", CODEBOOK)
    assert f"{path}:" in str(error.value)


def test_a_folder_of_the_users_own_extends_and_overrides(tmp_path):
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "frames.yaml").write_text(GOOD + GOOD.replace("x.y", "consult.visit"), encoding="utf-8")
    frames = {f.id: f for f in load_frames(Lexicon(tmp_path), "es", CODEBOOK)}
    assert frames["x.y"].trigger.verb == ("charlar",)
    assert frames["consult.visit"].trigger.verb == ("charlar",)
    assert len(frames) == len(load_frames(LEXICON, "es", CODEBOOK)) + 1
    assert Lexicon(tmp_path).digest != LEXICON.digest
