"""Random input for all that iterscope takes from outside; see `python -m tests.fuzz --help`."""

from typing import Final

from tests.fuzz.addresses import Addresses
from tests.fuzz.arguments import Arguments
from tests.fuzz.arrays import Arrays
from tests.fuzz.messages import Messages, Views
from tests.fuzz.states import States
from tests.fuzz.target import Target

TARGETS: Final[dict[str, type[Target]]] = {
    target.name: target for target in (Messages, Views, Arrays, Arguments, Addresses, States)
}
"""What can be tried, by its name."""
