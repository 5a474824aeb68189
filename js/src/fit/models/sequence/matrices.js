/** Small dense matrices: rows one after the other. Pure. */

/** @typedef {Float64Array} Matrix */

/**
 * @param {readonly (readonly number[])[]} rows
 * @returns {Matrix}
 */
export function flat(rows) {
  return Float64Array.from(rows.flat());
}

/**
 * The product of an n x m and an m x p matrix.
 *
 * @param {Matrix} a
 * @param {Matrix} b
 * @param {number} n
 * @param {number} m
 * @param {number} p
 * @returns {Matrix}
 */
export function product(a, b, n, m, p) {
  const c = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    for (let l = 0; l < m; l++) {
      const factor = a[i * m + l];
      if (factor === 0) continue;
      for (let j = 0; j < p; j++) c[i * p + j] += factor * b[l * p + j];
    }
  }
  return c;
}

/**
 * The transpose of an n x m matrix.
 *
 * @param {Matrix} a
 * @param {number} n
 * @param {number} m
 * @returns {Matrix}
 */
export function transposed(a, n, m) {
  const b = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) b[j * n + i] = a[i * m + j];
  return b;
}

/**
 * a + s b.
 *
 * @param {Matrix} a
 * @param {Matrix} b
 * @param {number} [s]
 * @returns {Matrix}
 */
export function plus(a, b, s = 1) {
  return a.map((value, i) => value + s * b[i]);
}

/** A share of a variance that is rounding. */
const NOTHING = 1e-14;

/**
 * The inverse of a symmetric positive semidefinite n x n matrix; directions without a variance are left out.
 *
 * @param {Matrix} a
 * @param {number} n
 * @returns {Matrix}
 */
export function inverse(a, n) {
  // Gauss and Jordan, with a pivot on the diagonal: the matrix is symmetric.
  const work = Float64Array.from(a);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  const done = new Uint8Array(n);
  // Rows may have units of their own: what is left of a variance is seen beside that variance.
  const left = (/** @type {number} */ i) => Math.abs(work[i * n + i] / a[i * n + i]) || 0;
  for (let turn = 0; turn < n; turn++) {
    let pivot = -1;
    for (let i = 0; i < n; i++) if (!done[i] && (pivot < 0 || left(i) > left(pivot))) pivot = i;
    const value = work[pivot * n + pivot];
    const isNothing = !(left(pivot) > NOTHING);
    done[pivot] = 1;
    for (let j = 0; j < n; j++) {
      work[pivot * n + j] = isNothing ? 0 : work[pivot * n + j] / value;
      out[pivot * n + j] = isNothing ? 0 : out[pivot * n + j] / value;
    }
    for (let i = 0; i < n; i++) {
      const factor = work[i * n + pivot];
      if (i === pivot || factor === 0) continue;
      for (let j = 0; j < n; j++) {
        work[i * n + j] -= factor * work[pivot * n + j];
        out[i * n + j] -= factor * out[pivot * n + j];
      }
    }
  }
  return out;
}
