"""Films: paths through the plane and its scales, and their pictures."""

from iterscope.fractal.film.flight import Flight as Flight
