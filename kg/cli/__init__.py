"""The command ``kg``: it parses, calls and prints; what it does is in the modules it calls.

Data go to standard output, talk to standard error. A user's mistake is one line and exit code 1, wrong usage 2;
articles that could not be read give 3.
"""

import sys

import typer

from kg import __version__
from kg.cli import asking, exporting, judging, measuring, reading
from kg.cli.options import say
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="Who contracts with whom: business news in Spanish and English, read into a queryable graph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        print(__version__)  # noqa: T201
        raise typer.Exit


@app.callback()
def _root(*, version: bool = typer.Option(False, "--version", callback=_version, is_eager=True)) -> None:
    """Who contracts with whom: business news in Spanish and English, read into a queryable graph."""


for module in (reading, asking, exporting, judging, measuring):
    module.register(app)


def main() -> None:
    """Run the command line; a :class:`~kg.errors.KgError` becomes one line on standard error and exit code 1."""
    try:
        app()
    except KgError as error:
        say(f"kg: {error}")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is left to tell it.
        sys.stderr.close()
        sys.exit(0)
