"""How much processor time a question takes from the command line, beside the bare interpreter and its parser's import.

    python tests/benchmarks/start.py [RUNS]

Each command runs RUNS times as a process of its own on the graph of two hundred generated deals; the least and the
median of user and system time together, and of the time on the wall, which other work on the machine lengthens.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from big_world import write

RUN = "import sys; sys.argv = ['kg', *sys.argv[1:]]; from kg import cli; cli.main()"
QUERY = "SELECT ?d ?day { ?d a kg:Deal ; kg:day ?day } ORDER BY ?d LIMIT 5"
COMPANY = "company=https://w3id.org/kg-deals/id/entity/company-0"


def main() -> None:
    """A line a command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), 200)
        print(f"{'':<34}{'CPU s least':>12}{'median':>8}{'wall s least':>14}{'median':>8}")
        for name, command in {
            "python -c pass (reference)": ("-c", "pass"),
            "import typer (reference)": ("-c", "import typer"),
            "kg ask contracts": ("-c", RUN, "ask", "contracts", COMPANY, "--data", folder),
            "kg ask, in plain words": ("-c", RUN, "ask", "which deals are there", "--data", folder),
            "kg query": ("-c", RUN, "query", QUERY, "--data", folder),
        }.items():
            _report(name, [sys.executable, *command], runs)


def _report(name: str, command: list[str], runs: int) -> None:
    spent, passed = zip(*(_run(command) for _ in range(runs)), strict=True)
    print(f"{name:<34}{min(spent):>12.3f}{median(spent):>8.3f}{min(passed):>14.3f}{median(passed):>8.3f}", flush=True)


def _run(command: list[str]) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


if __name__ == "__main__":
    main()
