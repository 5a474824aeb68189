/** The lattice of a self-organizing map: where its nodes are, and which are next to each other. Pure. */

/**
 * Rows and columns of nodes; node `row * columns + column` is in this row and column.
 *
 * @typedef {object} Lattice
 * @property {number} rows
 * @property {number} columns
 * @property {"rectangular" | "hexagonal"} topology
 * @property {readonly (readonly [number, number])[]} positions of the nodes, in steps of the lattice: to the right, and
 *   down; in a honeycomb each second row is half a step to the right
 * @property {readonly (readonly [number, number])[]} neighbors pairs of nodes that are adjacent
 * @property {readonly (readonly [number, number])[]} links pairs that a line of the net connects
 */

/** Squared distances of nodes that are adjacent: of squares also those at a corner. */
const ADJACENT = { rectangular: 2, hexagonal: 1 };
const ROUNDING = 1e-9;

/**
 * Lay out a lattice.
 *
 * @param {number} rows
 * @param {number} columns
 * @param {"rectangular" | "hexagonal"} topology
 * @returns {Lattice}
 */
export function latticeOf(rows, columns, topology) {
  const isHexagonal = topology === "hexagonal";
  const height = isHexagonal ? Math.sqrt(0.75) : 1;
  const positions = Array.from({ length: rows * columns }, (_, node) => {
    const row = Math.floor(node / columns);
    return /** @type {const} */ ([(node % columns) + (isHexagonal ? (row % 2) / 2 : 0), row * height]);
  });
  /** @type {[number, number][]} */
  const neighbors = [];
  /** @type {[number, number][]} */
  const links = [];
  positions.forEach(([x, y], node) => {
    const column = node % columns;
    for (const [down, right] of [
      [0, 1],
      [1, -1],
      [1, 0],
      [1, 1],
    ]) {
      const other = node + down * columns + right;
      if (column + right < 0 || column + right >= columns || other >= positions.length) continue;
      const square = (positions[other][0] - x) ** 2 + (positions[other][1] - y) ** 2;
      if (square <= ADJACENT[topology] + ROUNDING) neighbors.push([node, other]);
      if (square <= 1 + ROUNDING) links.push([node, other]);
    }
  });
  return { rows, columns, topology, positions, neighbors, links };
}

/**
 * How strongly two nodes pull at each other: a Gaussian of their distance.
 *
 * @param {Lattice} lattice
 * @param {number} node
 * @param {number} other
 * @param {number} radius its standard deviation; at 0 each node has itself only
 * @returns {number} from 0 to 1
 */
export function pull({ positions }, node, other, radius) {
  if (node === other) return 1;
  const [[x, y], [u, v]] = [positions[node], positions[other]];
  return Math.exp(-((x - u) ** 2 + (y - v) ** 2) / (2 * radius * radius));
}

/**
 * The mean distance of each node to those adjacent to it (Ultsch and Siemon, 1990).
 *
 * @param {Lattice} lattice
 * @param {readonly (readonly number[])[]} means of the nodes
 * @returns {Float64Array} 0 where a map has one node only
 */
export function uMatrix({ neighbors }, means) {
  const [sums, counts] = [new Float64Array(means.length), new Float64Array(means.length)];
  for (const pair of neighbors) {
    const [a, b] = pair.map((node) => means[node]);
    const distance = Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));
    for (const node of pair) {
      sums[node] += distance;
      counts[node] += 1;
    }
  }
  return sums.map((sum, node) => sum / Math.max(1, counts[node]));
}
