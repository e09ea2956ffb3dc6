"""Readers that query in a loop while builds are published in a loop: no error, no torn read.

Usage: python tests/benchmarks/read_while_building.py [MINUTES [READERS]]   (10 minutes and 2 readers by default)

Builds are small, so that files are swapped and snapshots dropped as often as possible. A reader opens the published
file or a kept build, and holds what it counts against what ``meta.build`` says of that build.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

KEEP = 3


def build(home: Path, until: float) -> int:
    """Build again and again, with one report more or less each time; returns how often."""
    from small_build import build_reports

    from hedui.warehouse.home import Home

    reports = home / "reports"
    reports.mkdir(parents=True)
    count = 0
    while time.time() < until:
        for number in range(3):
            file = reports / f"{number}.txt"
            if number == 0 or (count + number) % 3:
                file.write_text(
                    f"公报\n\n2023年,全市处置污泥{count + number}吨,新增绿地{count}亩。\n", encoding="utf-8"
                )
            else:
                file.unlink(missing_ok=True)
        build_reports(Home(home), reports, f"b{count:06d}", keep=KEEP)
        count += 1
    return count


def read(home: Path, until: float) -> int:
    """Query again and again; returns how often; any error ends the process."""
    from hedui.warehouse.access.read import open_warehouse
    from hedui.warehouse.building.snapshots import UnknownBuild, kept_builds
    from hedui.warehouse.home import Home

    count = 0
    choose = random.Random(until)
    while time.time() < until:
        name = choose.choice([None, *kept_builds(Home(home))])
        try:
            warehouse = open_warehouse(home, name)
        except UnknownBuild:  # dropped since it was listed: said in so many words, no error of the reader's
            continue
        with warehouse:
            said = warehouse.build()
            [held] = warehouse.query(
                "select (select count(*) from core.dim_document) as document_count, "
                "(select count(*) from core.fact_figure) as figure_count"
            ).to_pylist()
        if name not in (None, said["build_id"]) or any(said[key] != held[key] for key in held):
            raise AssertionError(f"torn read of {name}: {said} but {held}")
        count += 1
    return count


def main() -> None:
    minutes, readers = (float(word) for word in (*sys.argv[1:], 10, 2)[:2])
    with tempfile.TemporaryDirectory() as folder:
        until = time.time() + minutes * 60
        command = (sys.executable, __file__, "--in", folder, str(until))
        processes = {"build": subprocess.Popen([*command, "build"], stdout=subprocess.PIPE, text=True)}
        while not Path(folder, "hedui.duckdb").exists():
            time.sleep(0.1)
        for number in range(int(readers)):
            processes[f"reader {number}"] = subprocess.Popen([*command, "read"], stdout=subprocess.PIPE, text=True)
        for name, process in processes.items():
            out, _ = process.communicate()
            print(f"{name}: exit code {process.returncode}, {out.strip()} times")
        sys.exit(any(process.returncode for process in processes.values()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        print({"build": build, "read": read}[sys.argv[4]](Path(sys.argv[2]), float(sys.argv[3])))
    else:
        main()
