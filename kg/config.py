"""Settings of a project folder (``kg.toml``) and where the package's own data lie."""

import difflib
import tomllib
from dataclasses import dataclass, fields, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import ConfigError

FILE = "kg.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``kg.toml`` may say. ``data`` is the folder of archive and graph, ``known`` a CSV list of known names."""

    data: Path = Path("kg-data")
    reader: str | None = None
    lang: str | None = None
    known: Path | None = None


def load(folder: Path) -> Settings:
    """The settings of ``folder/kg.toml``; those it does not give, or all where there is no such file, are the defaults.

    Paths are taken from the file's folder.

    Raises:
        ConfigError: the file is not TOML, or gives a key that is none, or a value that is no text.
    """
    path = folder / FILE
    if not path.is_file():
        return Settings()
    try:
        given = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    return replace(Settings(), **{key: _checked(path, key, value) for key, value in given.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    names = [f.name for f in fields(Settings)]
    if key not in names:
        near = difflib.get_close_matches(key, names, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(names)}"
        raise ConfigError(f"{path}: no setting {key!r}; {hint}")
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} = {value!r} is no text; put it in quotes")
    return path.parent / value if key in {"data", "known"} else value


def ontology() -> Traversable:
    """The folder with ``kg.ttl``, ``shapes.ttl``, ``queries/``: in a wheel inside the package, else in the checkout."""
    package = resources.files("kg")
    installed = package / "ontology"
    return installed if installed.is_dir() else Path(str(package)).parent / "ontology"
