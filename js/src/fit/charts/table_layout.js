/** Layout of the cells of a table. Pure. */

/** CSS pixels to the left of the cells, for names and weights of the rows. */
const LEFT = 78;
/** CSS pixels to the right, into which the last name reaches. */
const RIGHT = 58;
/** CSS pixels of that room that a name may take. */
const OVERHANG = 10;
const BOTTOM = 14;
/** Between the components and the samples. */
const GAP = 20;
/** Heights of the names of the columns: in a line, and askew as long as this. */
const LINE = 26;
export const LONGEST_NAME = 96;
/** Columns are at most so wide, and narrower than this they have no name. */
const WIDEST = 112;
const NAMED = 11;
/** Height of the row of a component: at most, and the share of the height that all may take. */
const HIGHEST = 76;
const COMPONENTS = 0.62;
/** Samples need so much room. */
const SAMPLES = 28;

/**
 * All in device pixels.
 *
 * @typedef {object} TableLayout
 * @property {number} left edge of the first column
 * @property {number} top edge of the first component's row
 * @property {number} column width, with the gap to the next one
 * @property {number} row height of a component, with the gap to the next one
 * @property {number} gap within each column and row that is left free
 * @property {number} right edge of the last column
 * @property {number} samplesTop
 * @property {number} samplesHeight 0 if there is no room for samples
 * @property {"line" | "askew" | "none"} names how the columns' names are written
 */

/**
 * Share a canvas out.
 *
 * @param {{width: number, height: number, ratio: number}} canvas device pixels, and how many of them a CSS pixel has
 * @param {number} columns
 * @param {number} components
 * @param {number} longest name of a column, in device pixels
 * @returns {TableLayout}
 */
export function tableLayout({ width, height, ratio }, columns, components, longest) {
  const [left, free] = [LEFT * ratio, width - (LEFT + RIGHT) * ratio];
  const widest = Math.max(1 / 64, Math.min(WIDEST * ratio, free / columns));
  const slope = Math.min(longest, LONGEST_NAME * ratio) * Math.SQRT1_2;
  // The last name ends beyond its column.
  const narrower = Math.min(widest, (free + OVERHANG * ratio - slope) / (columns - 0.5));
  const fits = longest <= widest - 8 * ratio;
  const names = fits ? "line" : narrower >= NAMED * ratio ? "askew" : "none";
  const column = names === "askew" ? narrower : widest;
  const top = LINE * ratio + (names === "askew" ? slope : 0);
  const below = Math.max(0, height - top - BOTTOM * ratio);
  const wanted = Math.min(HIGHEST * ratio * components, COMPONENTS * below);
  const samplesHeight = below - wanted - GAP * ratio;
  const hasSamples = samplesHeight >= SAMPLES * ratio;
  const row = (hasSamples ? wanted : Math.min(HIGHEST * ratio * components, below)) / components;
  const gap = column >= 6 * ratio ? Math.min(6 * ratio, 0.16 * column) : 0;
  return {
    left,
    top,
    column,
    row,
    gap: Math.min(gap, 0.25 * row),
    right: left + columns * column,
    samplesTop: top + row * components + GAP * ratio,
    samplesHeight: hasSamples ? Math.floor(samplesHeight) : 0,
    names,
  };
}

/**
 * The cell at a place.
 *
 * @param {TableLayout} layout
 * @param {[number, number]} at device pixels
 * @param {number} columns
 * @param {number} components
 * @returns {{column: number, component: number | null, depth: number} | null} `depth` from 0 at the top of the samples to
 *   1 at their bottom, where the place is no component's
 */
export function cellAt(layout, [x, y], columns, components) {
  const column = Math.floor((x - layout.left) / layout.column);
  if (column < 0 || column >= columns) return null;
  const component = Math.floor((y - layout.top) / layout.row);
  if (component >= 0 && component < components) return { column, component, depth: 0 };
  const depth = (y - layout.samplesTop) / layout.samplesHeight;
  return depth >= 0 && depth < 1 ? { column, component: null, depth } : null;
}
