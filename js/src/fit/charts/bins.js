/** Histograms. Pure. */

/** Bins over the range of the data: at least, at most. */
const FEWEST = 8;
const MOST = 160;

/**
 * @typedef {object} Bins
 * @property {number} width of a bin; the first begins at -1/2
 * @property {number} count of bins
 * @property {number} k
 * @property {Float64Array} densities `count` rows of what each component has of it, or one value where nothing is known
 * @property {number} highest density
 */

/**
 * The number of bins that suits the data, by the rule of Freedman and Diaconis (1981): 2 IQR / n ** (1/3) wide.
 *
 * @param {Float64Array} places in units
 * @returns {number}
 */
export function suitableCount(places) {
  const sorted = places.filter((place) => !Number.isNaN(place)).sort();
  const range = sorted[Math.floor(0.75 * sorted.length)] - sorted[Math.floor(0.25 * sorted.length)];
  const count = Math.ceil(Math.cbrt(sorted.length) / (2 * range));
  return count >= FEWEST ? Math.min(MOST, count) : FEWEST;
}

/**
 * Count the points in bins, shared out among the components.
 *
 * @param {Float64Array} places in units; NaN for one that is missing, which counts nowhere
 * @param {number} count
 * @param {Float64Array | null} shares n rows of k
 * @param {boolean} whole whether a point counts for the component that has most of it
 * @param {Float64Array | null} [weights] how much each point counts; null where all count the same
 * @returns {Bins}
 */
export function binsOf(places, count, shares, whole, weights = null) {
  const n = places.length;
  const k = shares && n > 0 ? shares.length / n : 1;
  const densities = new Float64Array(count * k);
  let mass = 0;
  for (let i = 0; i < n; i++) if (!Number.isNaN(places[i])) mass += weights ? weights[i] : 1;
  const unit = count / mass;
  for (let i = 0; i < n; i++) {
    const one = weights ? unit * weights[i] : unit;
    if (Number.isNaN(places[i])) continue;
    const bin = Math.max(0, Math.min(count - 1, Math.floor((places[i] + 0.5) * count)));
    if (!shares) densities[bin] += one;
    else if (whole) densities[bin * k + largest(shares, i * k, k)] += one;
    else for (let c = 0; c < k; c++) densities[bin * k + c] += shares[i * k + c] * one;
  }
  let highest = 0;
  for (let at = 0; at < densities.length; at += k) {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += densities[at + c];
    if (sum > highest) highest = sum;
  }
  return { width: 1 / count, count, k, densities, highest };
}

/**
 * @param {Float64Array} shares
 * @param {number} from
 * @param {number} k
 */
function largest(shares, from, k) {
  let winner = 0;
  for (let c = 1; c < k; c++) if (shares[from + c] > shares[from + winner]) winner = c;
  return winner;
}
