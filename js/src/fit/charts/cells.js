/** The cells of places in the plane: each one's points are nearer to it than to all others. Pure. */

/** @typedef {[number, number]} Corner */
/** @typedef {{left: number, right: number, bottom: number, top: number}} Box */

/**
 * Cut a box into the cells of places. Each cell is what the perpendicular bisectors to all other places leave of
 * the box (Okabe et al., "Spatial Tessellations", 2000, definition 2.1.3).
 *
 * @param {readonly (readonly [number, number] | null)[]} places null for one that has no cell
 * @param {Box} box
 * @param {readonly [number, number]} [span] lengths of a unit in both directions, by which distances are measured
 * @returns {(Corner[] | null)[]} corners of each cell in their order; none for a cell outside of the box
 */
export function cellsOf(places, { left, right, bottom, top }, [spanX, spanY] = [1, 1]) {
  return places.map((own, index) => {
    if (!own) return null;
    /** @type {Corner[]} */
    let cell = [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
    ];
    places.forEach((other, rank) => {
      if (!other || rank === index) return;
      const [dx, dy] = [(other[0] - own[0]) * spanX * spanX, (other[1] - own[1]) * spanY * spanY];
      // Of two in one place the first has the cell.
      if (dx === 0 && dy === 0) cell = rank < index ? [] : cell;
      else {
        const [x, y] = [(own[0] + other[0]) / 2, (own[1] + other[1]) / 2];
        cell = halfOf(cell, (corner) => (corner[0] - x) * dx + (corner[1] - y) * dy);
      }
    });
    return cell;
  });
}

/**
 * What lies between neighbours on a line: where the nearest place changes.
 *
 * @param {readonly (number | null)[]} places
 * @returns {number[]} from the least up
 */
export function bordersOf(places) {
  const sorted = [...new Set(places.filter((place) => place !== null))].sort((a, b) => a - b);
  return sorted.slice(1).map((place, index) => (place + sorted[index]) / 2);
}

/**
 * The part of a convex polygon where a linear function is not positive (Sutherland and Hodgman, 1974).
 *
 * @param {Corner[]} corners
 * @param {(corner: Corner) => number} height
 * @returns {Corner[]}
 */
function halfOf(corners, height) {
  /** @type {Corner[]} */
  const kept = [];
  corners.forEach((corner, index) => {
    const before = /** @type {Corner} */ (corners.at(index - 1));
    const [high, low] = [height(before), height(corner)];
    if (high > 0 !== low > 0) {
      const share = high / (high - low);
      kept.push([before[0] + share * (corner[0] - before[0]), before[1] + share * (corner[1] - before[1])]);
    }
    if (!(low > 0)) kept.push(corner);
  });
  return kept;
}
