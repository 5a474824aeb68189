/** Eigenvalues of small matrices. Pure. */

/** @typedef {[number, number]} Complex real and imaginary part */

/** Steps in which an eigenvalue is found, and after which a step is taken aside, for those that go in a circle. */
const MOST = 60;
const ASIDE = 10;
/** What is below this share of the largest is rounding: below the diagonal, and in an imaginary part. */
const NOTHING = 1e-15;
const REAL = 1e-7;

/**
 * The eigenvalues by the QR algorithm with Wilkinson's shift (Golub and Van Loan, "Matrix computations", section 7.5).
 *
 * @param {readonly (readonly number[])[]} matrix n x n, of few rows
 * @returns {Complex[]} the largest first; none of a matrix with a number that is not finite
 */
export function eigenvalues(matrix) {
  const size = Math.max(...matrix.flat().map(Math.abs));
  if (!Number.isFinite(size)) return [];
  const h = hessenberg(matrix);
  /** @type {Complex[]} */
  const found = [];
  let [last, step] = [matrix.length - 1, 0];
  while (last >= 0) {
    let first = last;
    while (
      first > 0 &&
      abs(at(h, first, first - 1)) > NOTHING * (abs(at(h, first - 1, first - 1)) + abs(at(h, first, first)))
    )
      first -= 1;
    if (first === last || step === MOST) {
      const [re, im] = at(h, last, last);
      found.push([re, Math.abs(im) < REAL * size ? 0 : im]);
      [last, step] = [last - 1, 0];
      continue;
    }
    step += 1;
    turn(h, first, last, step % ASIDE === 0 ? [abs(at(h, last, last - 1)), 0] : shiftOf(h, last));
  }
  return found.sort((a, b) => abs(b) - abs(a) || b[1] - a[1]);
}

/**
 * A similar matrix with zeros below the first subdiagonal, by elimination with the largest pivots.
 *
 * @param {readonly (readonly number[])[]} matrix
 * @returns {Complex[][]}
 */
function hessenberg(matrix) {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  for (let m = 1; m < n - 1; m++) {
    let pivot = m;
    for (let i = m + 1; i < n; i++) if (Math.abs(a[i][m - 1]) > Math.abs(a[pivot][m - 1])) pivot = i;
    if (a[pivot][m - 1] === 0) continue;
    [a[m], a[pivot]] = [a[pivot], a[m]];
    for (const row of a) [row[m], row[pivot]] = [row[pivot], row[m]];
    for (let i = m + 1; i < n; i++) {
      const factor = a[i][m - 1] / a[m][m - 1];
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) a[i][j] -= factor * a[m][j];
      for (const row of a) row[m] += factor * row[i];
    }
  }
  return a.map((row) => row.map((value) => /** @type {Complex} */ ([value, 0])));
}

/**
 * The eigenvalue of the last two rows that is nearer to the last number.
 *
 * @param {Complex[][]} h
 * @param {number} last
 * @returns {Complex}
 */
function shiftOf(h, last) {
  const [a, d] = [at(h, last - 1, last - 1), at(h, last, last)];
  const half = scaled(minus(a, d), 0.5);
  const corner = times(at(h, last - 1, last), at(h, last, last - 1));
  const root = squareRoot(plus(times(half, half), corner));
  const middle = scaled(plus(a, d), 0.5);
  const [one, other] = [plus(middle, root), minus(middle, root)];
  return abs(minus(one, d)) < abs(minus(other, d)) ? one : other;
}

/**
 * A step of QR, in place: rotations make the rows from first to last triangular, and are taken back from the right.
 *
 * @param {Complex[][]} h
 * @param {number} first
 * @param {number} last
 * @param {Complex} shift
 */
function turn(h, first, last, shift) {
  for (let i = first; i <= last; i++) h[i][i] = minus(at(h, i, i), shift);
  /** @type {[Complex, Complex][]} */
  const rotations = [];
  for (let k = first; k < last; k++) {
    const [x, y] = [at(h, k, k), at(h, k + 1, k)];
    const length = Math.hypot(...x, ...y) || 1;
    const [c, s] = [scaled(x, 1 / length), scaled(y, 1 / length)];
    rotations.push([c, s]);
    for (let j = k; j <= last; j++) {
      const [up, low] = [at(h, k, j), at(h, k + 1, j)];
      h[k][j] = plus(times(conjugate(c), up), times(conjugate(s), low));
      h[k + 1][j] = minus(times(c, low), times(s, up));
    }
  }
  for (const [index, [c, s]] of rotations.entries()) {
    const k = first + index;
    for (let i = first; i <= Math.min(k + 1, last); i++) {
      const [left, right] = [at(h, i, k), at(h, i, k + 1)];
      h[i][k] = plus(times(left, c), times(right, s));
      h[i][k + 1] = minus(times(right, conjugate(c)), times(left, conjugate(s)));
    }
  }
  for (let i = first; i <= last; i++) h[i][i] = plus(at(h, i, i), shift);
}

/** @type {(h: Complex[][], i: number, j: number) => Complex} */
const at = (h, i, j) => h[i]?.[j] ?? [NaN, NaN];
/** @type {(a: Complex) => number} */
const abs = ([re, im]) => Math.hypot(re, im);
/** @type {(a: Complex) => Complex} */
const conjugate = ([re, im]) => [re, -im];
/** @type {(a: Complex, s: number) => Complex} */
const scaled = ([re, im], s) => [re * s, im * s];
/** @type {(a: Complex, b: Complex) => Complex} */
const plus = (a, b) => [a[0] + b[0], a[1] + b[1]];
/** @type {(a: Complex, b: Complex) => Complex} */
const minus = (a, b) => [a[0] - b[0], a[1] - b[1]];
/** @type {(a: Complex, b: Complex) => Complex} */
const times = (a, b) => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];

/**
 * The square root with a real part that is not negative.
 *
 * @param {Complex} a
 * @returns {Complex}
 */
function squareRoot([re, im]) {
  const size = Math.hypot(re, im);
  const root = Math.sqrt((size + Math.abs(re)) / 2);
  if (root === 0) return [0, 0];
  const other = im / (2 * root);
  return re >= 0 ? [root, other] : [Math.abs(other), im < 0 ? -root : root];
}
