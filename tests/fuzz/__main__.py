"""Random input for all that iterscope takes from outside, for a minute or for hours.

``python -m tests.fuzz`` tries every target for ten seconds; ``python -m tests.fuzz messages --count 1000000`` and
``python -m tests.fuzz --seconds 7200`` try more. The first thing that goes wrong ends it, with the words that try the
same input again.
"""

import argparse
import secrets
import sys
import time

from tests.fuzz import TARGETS


def main() -> int:
    """Run the targets that are named; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(TARGETS)}; all by default")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="a random one by default")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--count", type=int, help="inputs for each target")
    parser.add_argument("--seconds", type=float, default=10.0, help="time for each target, without --count")
    options = parser.parse_args()
    if unknown := set(options.targets) - TARGETS.keys():
        parser.error(f"targets must be of {', '.join(TARGETS)}, got {', '.join(sorted(unknown))}")
    for name in options.targets or TARGETS:
        target = TARGETS[name](options.seed)
        began, number = time.monotonic(), options.first
        try:
            while (
                number - options.first < options.count
                if options.count is not None
                else time.monotonic() - began < options.seconds
            ):
                target.check(number)
                number += 1
        except AssertionError as error:
            print(error, file=sys.stderr)
            return 1
        target.close()
        seconds = time.monotonic() - began
        print(
            f"{name:<10} seed {options.seed}: {number - options.first} inputs in {seconds:.0f} s", flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
