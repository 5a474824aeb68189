"""Description of the machine that measurements were made on."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from iterscope import _core

_PACKAGES = ("iterscope", "numpy", "numba", "scipy", "scikit-learn", "pillow")


def describe() -> dict[str, Any]:
    """Return the processor, the system, the versions of what is compared, and the load before it begins."""
    threads, simd, _ = _core.runtime()
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "threads": threads,
        "instruction set": simd,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: _version(package) for package in _PACKAGES},
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "date": datetime.now(UTC).date().isoformat(),
    }


def sentence(machine: dict[str, Any]) -> str:
    """Return the description in one line."""
    versions = ", ".join(f"{name} {machine[name]}" for name in ("python", *_PACKAGES) if machine[name])
    load = f", load {machine['load'][0]} before" if machine["load"] else ""
    return (
        f"{machine['processor']}, {machine['processors']} processors, {machine['instruction set']}; "
        f"{versions}; {machine['date']}{load}"
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and (name := re.search(r"model name\s*: (.+)", cpuinfo.read_text())):
        return name[1]
    return platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
