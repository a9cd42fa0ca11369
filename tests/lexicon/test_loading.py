"""Reading of lexicon files: words that YAML takes for truth values, merging of folders, the compiled cache."""

import pytest
from pydantic import Field

from dragoman.errors import LexiconError
from dragoman.lexicon import Entry, Lexicon, compiled
from dragoman.lexicon.loading import BUILT_IN


class Row(Entry):
    id: str
    words: tuple[str, ...] = ()


class Page(Entry):
    words: tuple[str, ...] = ()
    names: dict[str, str] = Field(default_factory=dict)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_small_words_are_words(tmp_path):
    write(tmp_path, "x.yaml", "- {id: on, words: [no, yes, off, y]}\n")
    assert Lexicon(tmp_path).entries("x.yaml", Row)[0] == Row(id="on", words=("no", "yes", "off", "y"))


def test_later_folders_extend_and_replace(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, "x.yaml", "- {id: a, words: [x]}\n- {id: b}\n")
    write(two, "x.yaml", "- {id: a, words: [y]}\n")
    write(one, "p.yaml", "words: [a]\nnames: {k: v}\n")
    write(two, "p.yaml", "words: [b]\nnames: {k: w, l: z}\n")
    lexicon = Lexicon(one, two)
    assert lexicon.entries("x.yaml", Row) == [Row(id="a", words=("y",)), Row(id="b")]
    assert lexicon.document("p.yaml", Page) == Page(words=("a", "b"), names={"k": "w", "l": "z"})


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- {id: a}\n- {id: b, colour: red}\n", 2, "colour"),
        ("- {id: a}\n- words: [x]\n", 2, "id"),
        ("- {id: a}\n\n- {id: a}\n", 3, "twice"),
        ("id: a\n", 1, "list of entries"),
        ("- {id: [}\n", 1, "YAML"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(tmp_path, text, line, message):
    path = write(tmp_path, "x.yaml", text)
    with pytest.raises(LexiconError, match=message) as error:
        Lexicon(tmp_path).entries("x.yaml", Row)
    assert str(error.value).startswith(f"{path}:{line}:")


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"- {id: a\xf1o}\n")
    with pytest.raises(LexiconError, match="not UTF-8 at byte 8"):
        Lexicon(tmp_path).entries("x.yaml", Row)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(LexiconError, match="no such lexicon folder"):
        Lexicon(tmp_path / "nowhere")


def test_the_cache_follows_the_content(tmp_path):
    path = write(tmp_path, "x.yaml", "- {id: a}\n")
    assert [r.id for r in Lexicon(tmp_path).entries("x.yaml", Row)] == ["a"]
    kept = list(compiled.folder().glob("*.json"))
    assert len(kept) == 1
    path.write_text("- {id: b}\n", encoding="utf-8")
    assert [r.id for r in Lexicon(tmp_path).entries("x.yaml", Row)] == ["b"]
    kept[0].write_text("{broken", encoding="utf-8")
    path.write_text("- {id: a}\n", encoding="utf-8")
    assert [r.id for r in Lexicon(tmp_path).entries("x.yaml", Row)] == ["a"]


def test_the_digest_changes_with_the_data(tmp_path):
    before = Lexicon(tmp_path).digest
    write(tmp_path, "es/x.yaml", "- {id: a}\n")
    assert Lexicon(tmp_path).digest != before
    assert Lexicon().digest == Lexicon().digest
    assert BUILT_IN.is_dir()
