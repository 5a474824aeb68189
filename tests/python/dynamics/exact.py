"""The critical orbit in decimal arithmetic, the plain way."""

from decimal import Context, Decimal

Point = tuple[Decimal, Decimal]


def critical_orbit(c: tuple[str, str], steps: int, digits: int) -> list[Point]:
    """Return z_1 to z_n of z -> z² + c."""
    context = Context(prec=digits)
    x, y = (context.create_decimal(part) for part in c)
    orbit, z = [], (Decimal(0), Decimal(0))
    for _ in range(steps):
        u, v = z
        re = context.add(context.subtract(context.multiply(u, u), context.multiply(v, v)), x)
        z = re, context.add(context.multiply(context.add(u, u), v), y)
        orbit.append(z)
    return orbit


def size(z: Point) -> Decimal:
    """Return the larger of the magnitudes of both parts."""
    return max(abs(z[0]), abs(z[1]))
