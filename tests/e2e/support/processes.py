"""Processor time of all processes that show a notebook, by what they do."""

import psutil

PARTS = ("kernel", "server", "page", "browser", "tool")


def processor_seconds() -> dict[str, float]:
    """Return the seconds that the processes below this one have taken so far, and this one itself as "tool".

    "page" is what runs a page's scripts and draws it, "browser" the rest of Chromium, "tool" what drives it.
    """
    seconds = dict.fromkeys(PARTS, 0.0)
    this = psutil.Process()
    for process in (this, *this.children(recursive=True)):
        try:
            part, times = _part(process), process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        seconds[part] += times.user + times.system
    return seconds


def _part(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    if "ipykernel" in words:
        return "kernel"
    if "jupyterlab" in words:
        return "server"
    if "--type=renderer" in words:
        return "page"
    return "browser" if "chrom" in process.name() else "tool"
