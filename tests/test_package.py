"""What is installed holds all that runs: language data, the ontology, the weights; by wheel, sdist and editable."""

import json
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SHOW = """
import json, sys
for folder in json.loads(sys.argv[1]):
    sys.path.append(folder)
import kg
from kg import config, lexicon
data = sorted(f.name for f in config.ontology().iterdir())
print(json.dumps({"at": kg.__file__, "languages": lexicon.languages(), "ontology": data}))
"""


def test_what_runs_before_a_change_lands_is_make_test(root: Path) -> None:
    assert (root / ".ci" / "run").read_text(encoding="utf8").splitlines()[-1] == "exec make test"


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def pip(*arguments: str | Path, cwd: Path) -> None:
    """Install offline: nothing but what is here."""
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", *arguments, cwd=cwd)


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    pytest.importorskip("build", reason="the package 'build' is not installed")
    pytest.importorskip("hatchling", reason="hatchling is not installed, and nothing is fetched for a test")
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, root, cwd=out)
    return out


def data_files(root: Path) -> dict[str, str]:
    """The files that are no code and have to travel: path in the checkout -> path in the wheel."""
    found = [f for folder in ("kg/lang", "kg/reader/weights", "ontology") for f in (root / folder).rglob("*")]
    kept = [str(f.relative_to(root)) for f in found if f.is_file() and "__pycache__" not in f.parts]
    assert sum(path.startswith("kg/lang/es/") for path in kept) > 2
    return {path: f"kg/{path}" if path.startswith("ontology/") else path for path in kept}


def test_the_wheel_holds_all_data(root: Path, built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(data_files(root).values()) - names == set()
    assert {name.split("/")[0] for name in names if not name.startswith("kg/")} == {
        wheel.name.split("-py3")[0] + ".dist-info"
    }


def test_the_sdist_holds_all_data_and_the_tests(root: Path, built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(data_files(root)) - names == set()
    assert {"LICENSE", "README.md", "pyproject.toml", "tests/conftest.py"} <= names
    assert {f"corpora/samples/{f.name}" for f in (root / "corpora/samples").iterdir() if f.is_file()} <= names


def shown(site: Path, folder: Path) -> dict[str, object]:
    """What the package of ``site`` says of itself, with this environment's libraries behind it."""
    libraries = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    start = f"import site; site.addsitedir({str(site)!r})\n" + SHOW
    return json.loads(run(sys.executable, "-I", "-S", "-c", start, json.dumps(libraries), cwd=folder))


def test_the_installed_wheel_finds_its_data(root: Path, built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    pip("--target", tmp_path / "site", wheel, cwd=tmp_path)
    said = shown(tmp_path / "site", tmp_path)
    assert Path(str(said["at"])).is_relative_to(tmp_path)
    assert said["languages"] == ["en", "es"]
    assert said["ontology"] == sorted(f.name for f in (root / "ontology").iterdir())


def test_an_editable_install_finds_the_checkout(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed, and nothing is fetched for a test")
    pytest.importorskip("editables", reason="the package 'editables' is not installed")
    pip("--no-build-isolation", "--target", tmp_path / "site", "--editable", root, cwd=tmp_path)
    said = shown(tmp_path / "site", tmp_path)
    assert Path(str(said["at"])) == root / "kg" / "__init__.py"
    assert said["ontology"] == sorted(f.name for f in (root / "ontology").iterdir())
