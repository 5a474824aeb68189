"""Exercises about deep zooms: how far an orbit is from another one."""

from iterscope.exercises.exercise import Exercise


def perturbed(Z: complex, delta: complex, delta_c: complex) -> complex:
    """Return the distance after a step."""
    return (2 * Z + delta) * delta + delta_c


EXERCISES = (
    Exercise(
        name="perturbed",
        arguments=("Z", "delta", "delta_c"),
        truth=perturbed,
        inputs=[
            (1 + 0j, 0.5 + 0j, 0j),
            (0.3 - 1j, 0.01 + 0.02j, 0.001 + 0j),
            (-1 + 1j, 1e-12 + 3e-12j, 1e-13j),
            (-0.7 + 0.1j, 2e-200 - 1e-200j, 1e-201 + 0j),
            (0j, 1e-200 + 0j, 1e-250 + 0j),
        ],
        hints=(
            "Write Z + δ for the neighbour and c + δ_c for its constant, and take a step with both.",
            "Subtract Z² + c from (Z + δ)² + c + δ_c, on paper: most terms cancel.",
            "Never subtract numbers that agree in nearly all digits: what stays must have factors δ or δ_c.",
        ),
        mistakes={
            "The difference of two nearly equal squares has lost its digits.": lambda Z, d, dc: (
                (Z + d) ** 2 - Z**2 + dc
            ),
            "Is δ² left out?": lambda Z, d, dc: 2 * Z * d + dc,
            "Is δ_c left out?": lambda Z, d, dc: perturbed(Z, d, 0 * dc),
        },
    ),
)
