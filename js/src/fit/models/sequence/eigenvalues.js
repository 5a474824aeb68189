/** Eigenvalues of small matrices. Pure. */

/** Rounds of the search for the roots. */
const ROUNDS = 500;

/**
 * The roots of the characteristic polynomial (Faddeev and Le Verrier), found all at once (Weierstrass; Durand and Kerner).
 *
 * @param {readonly (readonly number[])[]} matrix n x n, of few rows
 * @returns {[number, number][]} real and imaginary parts, the largest first
 */
export function eigenvalues(matrix) {
  const n = matrix.length;
  const coefficients = characteristic(matrix);
  const size = 1 + Math.max(...coefficients.map(Math.abs));
  if (!Number.isFinite(size)) return [];
  let roots = Array.from({ length: n }, (_, i) => {
    const angle = 0.4 + (2 * Math.PI * i) / n;
    return /** @type {[number, number]} */ ([0.7 * Math.cos(angle), 0.7 * Math.sin(angle)]);
  });
  for (let round = 0; round < ROUNDS; round++) {
    roots = roots.map((root, i) => {
      let value = /** @type {[number, number]} */ ([1, 0]);
      for (const coefficient of coefficients) {
        const [re, im] = times(value, root);
        value = [re + coefficient, im];
      }
      const others = roots
        .filter((_, j) => j !== i)
        .map((other) => /** @type {[number, number]} */ ([root[0] - other[0], root[1] - other[1]]));
      const [re, im] = others.reduce(times, [1, 0]);
      const norm = re * re + im * im;
      return norm > 0
        ? [root[0] - (value[0] * re + value[1] * im) / norm, root[1] - (value[1] * re - value[0] * im) / norm]
        : root;
    });
  }
  return roots
    .map(([re, im]) => /** @type {[number, number]} */ ([re, Math.abs(im) < 1e-7 * size ? 0 : im]))
    .sort((a, b) => Math.hypot(...b) - Math.hypot(...a) || b[1] - a[1]);
}

/**
 * The coefficients of det(x I - A) below the first, which is one.
 *
 * @param {readonly (readonly number[])[]} matrix
 * @returns {number[]} from the highest power down
 */
function characteristic(matrix) {
  const n = matrix.length;
  let power = matrix.map((row) => row.map(() => 0));
  let last = 1;
  return matrix.map((_, step) => {
    const shifted = power.map((row, i) => row.map((value, j) => value + (i === j ? last : 0)));
    power = matrix.map((row) =>
      shifted.map((__, j) => row.reduce((sum, value, m) => sum + value * (shifted[m]?.[j] ?? 0), 0)),
    );
    let trace = 0;
    for (let i = 0; i < n; i++) trace += power[i]?.[i] ?? 0;
    last = -trace / (step + 1);
    return last;
  });
}

/**
 * @param {[number, number]} a
 * @param {[number, number]} b
 * @returns {[number, number]}
 */
function times(a, b) {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
}
