"""Snapshots of the store: hard links to its immutable files, numbered, each complete by itself."""

import os
import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

_KEPT = 3  # readers may still be opening the one before the newest


def folder_of(data: Path) -> Path:
    """Where the graph lies in the data folder."""
    return data / "rdf"


def newest(data: Path) -> Path | None:
    """The newest snapshot; None where nothing was ever published."""
    numbered = _numbered(folder_of(data) / "snapshots")
    return numbered[-1] if numbered else None


def publish(store: ox.Store, data: Path) -> Path:
    """Publish the store's state as the newest snapshot, whole or not at all, and drop those nobody opens any more.

    Raises:
        StoreError: the folder cannot be written.
    """
    folder = folder_of(data) / "snapshots"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        last = newest(data)
        made = folder / f"{int(last.name) + 1 if last else 1:08}"
        unfinished = folder / f".{made.name}.{os.getpid()}"
        store.backup(str(unfinished))
        unfinished.rename(made)
        _drop_old(folder)
    except OSError as error:
        raise StoreError(f"{folder}: a snapshot cannot be written: {error}") from error
    return made


def _drop_old(folder: Path) -> None:
    for old in [*_numbered(folder)[:-_KEPT], *folder.glob(".*")]:
        shutil.rmtree(old)


def _numbered(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[0-9]*") if path.is_dir())
