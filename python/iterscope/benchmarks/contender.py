"""One contender in a process of its own: ``python -m iterscope.benchmarks.contender SUITE JOB``.

`JOB` is a job of that suite in JSON. What it took is printed in JSON too.
"""

import json
import subprocess
import sys
from importlib import import_module
from typing import Any

from iterscope.benchmarks.measure import Samples


def start(suite: str, job: dict[str, Any]) -> Samples:
    """Run a job of a suite in a new process.

    Raises
    ------
    RuntimeError
        If the process fails, with what it wrote.
    """
    command = [sys.executable, "-m", __name__, suite, json.dumps(job)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise RuntimeError(f"{suite} {job} failed:\n{done.stderr.strip()}")
    samples: Samples = json.loads(done.stdout)
    return samples


if __name__ == "__main__":
    module = import_module(f"iterscope.benchmarks.{sys.argv[1]}")
    sys.stdout.write(json.dumps(module.run(**json.loads(sys.argv[2]))))
