/** Layout of a series: features above each other, strips of the states, and panels below. Pure. */

/** CSS pixels around the lanes: numbers stand to the left, names above, handles to the right. */
const LEFT = 46;
const RIGHT = 34;
const TOP = 22;
/** Below: the numbers of the rows. */
const FOOT = 22;
/** Between lanes. */
const GAP = 14;
/** Heights of the states' shares and of the most likely path, and the room above each of them. */
const SHARES = 26;
const PATH = 10;
const SPACE = 5;
/** Height of the panels below: a share of the canvas, within limits. */
const PANELS = { one: 0.42, several: 0.36 };
const LEAST_PANELS = 112;
const MOST_PANELS = 220;
/** Below this height there are no panels, and below the other one no strips. */
const ROOM = { panels: 270, strips: 150 };
/** Width of the second panel: so many times its height, at least so many CSS pixels, at most this share of the canvas. */
const SECOND = { slope: 1.5, least: 250, share: 0.46 };
/** Below this width there is one panel only. */
const ONE = 380;

/** @typedef {{left: number, right: number, top: number, bottom: number}} Frame device pixels */

/**
 * @typedef {object} SeriesLayout
 * @property {Frame[]} lanes one for each feature
 * @property {Frame | null} shares
 * @property {Frame | null} path
 * @property {Frame | null} first the panel below, to the left
 * @property {Frame | null} second
 * @property {number} axis where the numbers of the rows begin, in device pixels
 */

/**
 * Share a canvas out.
 *
 * @param {{width: number, height: number, ratio: number}} canvas device pixels, and how many of them a CSS pixel has
 * @param {number} lanes features
 * @returns {SeriesLayout}
 */
export function seriesLayout({ width, height, ratio }, lanes) {
  const [left, right] = [LEFT * ratio, Math.max(LEFT * ratio + 1, width - RIGHT * ratio)];
  const hasPanels = height >= ROOM.panels * ratio;
  const hasStrips = height >= ROOM.strips * ratio;
  const below = hasPanels
    ? Math.max(
        LEAST_PANELS * ratio,
        Math.min(MOST_PANELS * ratio, (lanes === 1 ? PANELS.one : PANELS.several) * height),
      )
    : 0;
  const strips = hasStrips ? (SHARES + PATH + 2 * SPACE) * ratio : 0;
  const axis = height - below - FOOT * ratio;
  const [top, bottom] = [TOP * ratio, Math.max(TOP * ratio + lanes, axis - strips)];
  const lane = Math.max(1, (bottom - top - (lanes - 1) * GAP * ratio) / lanes);
  /** @type {(top: number, height: number) => Frame} */
  const strip = (from, high) => ({ left, right, top: from, bottom: from + high });
  const panelsTop = axis + FOOT * ratio;
  const [middle, isOne] = [
    width - Math.min(Math.max(SECOND.slope * below, SECOND.least * ratio), SECOND.share * width),
    width < ONE * ratio,
  ];
  return {
    lanes: Array.from({ length: lanes }, (_, i) => strip(top + i * (lane + GAP * ratio), lane)),
    shares: hasStrips ? strip(bottom + SPACE * ratio, SHARES * ratio) : null,
    path: hasStrips ? strip(bottom + (2 * SPACE + SHARES) * ratio, PATH * ratio) : null,
    first: hasPanels && !isOne ? { left: 0, right: middle, top: panelsTop, bottom: height } : null,
    second: hasPanels ? { left: isOne ? 0 : middle, right: width, top: panelsTop, bottom: height } : null,
    axis,
  };
}

/**
 * Whether a place is within a frame.
 *
 * @param {Frame | null} frame
 * @param {readonly [number, number] | null} at device pixels
 * @returns {boolean}
 */
export function isWithin(frame, at) {
  return (
    frame !== null &&
    at !== null &&
    at[0] >= frame.left &&
    at[0] <= frame.right &&
    at[1] >= frame.top &&
    at[1] <= frame.bottom
  );
}
