"""Writes the fixtures: ``python -m tests.oracle [NAME ...]``. All of them take an hour of one processor."""

import argparse
import time

import numpy as np
from tests.oracle import iterate, views

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="of views (default: all)")
    wanted = parser.parse_args().names
    if not wanted:
        views.write()
    for view in views.read():
        if wanted and view.name not in wanted:
            continue
        began = time.process_time()
        truth = iterate.truth(view)
        np.savez_compressed(views.FOLDER / f"{view.name}.npz", **vars(truth))
        low, high = truth.counts.min(), truth.counts.max()
        print(f"{view.name}: {low} to {high} steps, {time.process_time() - began:.0f} s", flush=True)
