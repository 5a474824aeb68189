"""Tell which long calls say how far they are: ``python -m tests.robustness.bars``.

Each call that `interrupt` stops is made where a person sees it, as it were, and ends with the first look of its bar, a
second after it began. What has come to an end by then needs none; what a user's own loop goes over (``list(...)``) has a
step at a time, and is left out.
"""

import argparse
from typing import Final

from tests.robustness.interrupt import CALLS, printed

WATCH: Final = """
from iterscope.widget import progress
class Seen(Exception):
    pass
def draw(bar, now, total):
    raise Seen(bar.name)
progress.is_seen = lambda: True
progress.Bar.draw = draw
began, seen = time.perf_counter(), None
try:
    eval(call)
except Seen as found:
    seen = str(found)
seconds = time.perf_counter() - began
folder.cleanup()
print(json.dumps([seconds, seen]))
"""


def look(call: str, before: str) -> tuple[float, str | None]:
    """Return the seconds until the bar of a call, or to its end, and the name that the bar has, if there is one."""
    seconds, name = printed(WATCH, call, before)
    return seconds, name


def main(words: list[str]) -> None:
    """Print a line for each call."""
    print(f"{'seconds':>7}  {'bar':<16} call")
    for call, before in CALLS.items():
        if all(word in call for word in words) and not call.startswith("list("):
            seconds, name = look(call, before)
            lacks = "NONE" if seconds > 1.5 else "-"
            print(f"{seconds:>7.2f}  {name or lacks:<16} {call}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only calls that have all of these in them")
    main(parser.parse_args().words)
