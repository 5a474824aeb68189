"""Films: flights through the plane and its scales, and their pictures."""

from iterscope.fractal.film.flight import Flight as Flight
from iterscope.fractal.film.produce import film as film
