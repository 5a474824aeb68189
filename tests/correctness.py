"""Compares fractals with arbitrary precision at all depths: ``python -m tests.correctness [VIEW ...]``."""

import argparse
import sys

from rich.console import Console
from rich.table import Table
from tests.oracle import compare, views


def main(names: list[str]) -> int:
    """Print a table of these views, by default all; return 1 if one is wrong."""
    table = Table("view", "width", "counts that differ", "allowed", *compare.FIELDS)
    failures = 0
    for view in views.read():
        if names and view.name not in names:
            continue
        found = compare.compare(view)
        failures += not found.passed
        errors = (f"{found.errors[name]:.1e} ({found.allowed_errors[name]:.0e})" for name in compare.FIELDS)
        table.add_row(
            view.name, f"2^{view.log2_width}", str(found.counts), str(found.allowed_counts), *errors
        )
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    return int(failures > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="view", help="(default: all)")
    sys.exit(main(**vars(parser.parse_args())))
