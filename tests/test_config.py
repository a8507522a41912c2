"""kg.toml, and the data that travel with the package."""

from pathlib import Path

import pytest

from kg import config
from kg.errors import ConfigError


def test_without_a_file_the_defaults_hold(tmp_path):
    assert config.load(tmp_path) == config.Settings()


def test_paths_are_taken_from_the_files_folder(tmp_path):
    (tmp_path / "kg.toml").write_text('data = "here"\nlang = "es"\n', "utf8")
    assert config.load(tmp_path) == config.Settings(data=tmp_path / "here", lang="es")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('dta = "x"', "no setting 'dta'; did you mean 'data'?"),
        ('zzzzzz = "x"', "no setting 'zzzzzz'; there is data, reader, lang, known"),
        ("data = 3", "data = 3 is no text; put it in quotes"),
        ("data = ", "not TOML"),
    ],
)
def test_what_is_no_setting_is_named_with_its_file(tmp_path, text, message):
    (tmp_path / "kg.toml").write_text(text, "utf8")
    with pytest.raises(ConfigError) as caught:
        config.load(tmp_path)
    assert str(caught.value).startswith(str(tmp_path / "kg.toml"))
    assert message in str(caught.value)


def test_the_ontology_is_found():
    assert (Path(str(config.ontology())) / "kg.ttl").is_file()
