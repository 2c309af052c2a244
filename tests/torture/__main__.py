"""``make torture``: break the program on purpose, kind by kind, and print the figures; ends with 1 when something did not hold."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.ground import Ground
from tests.torture.kinds import KINDS


def main() -> int:
    """Run the kinds that are wished for, one after the other; the exit code."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each kind (default: 60)")
    parser.add_argument(
        "--seed", type=int, default=1, help="another number takes other chances; the same one the same"
    )
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="only these")
    parser.add_argument("--keep", action="store_true", help="keep the folders, to look into them")
    called = parser.parse_args()
    logging.getLogger().addHandler(
        logging.NullHandler()
    )  # what the program says of what is done to it is no fault
    faults = 0
    folder = Path(tempfile.mkdtemp(prefix="suivi-torture-"))
    try:
        for name in called.kinds:
            start = time.monotonic()
            ground = Ground(folder / name, called.seed, called.seconds)
            KINDS[name](ground)
            figures = ", ".join(f"{count} {words}" for words, count in sorted(ground.figures.items()))
            print(
                f"{name:12} {time.monotonic() - start:5.0f} s  {figures}, {len(ground.faults)} faults",
                flush=True,
            )
            for fault in ground.faults:
                print(f"    {fault}", flush=True)
            faults += len(ground.faults)
    finally:
        if called.keep:
            print(f"Kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"Seed {called.seed}: {faults} faults." if faults else f"Seed {called.seed}: everything held.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
