/**
 * What a notebook has of a view: pictures, and how large the view is.
 *
 * @typedef {object} Picture
 * @property {string[]} pngs one, or one of each plane of an explorer, in their order
 * @property {number} planes how many a picture holds, side by side; 0 if it is a figure with axes
 * @property {number} share of a picture's width that each of them has
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels, of each plane
 * @property {boolean} fluid whether the view is as wide as its cell
 */

/**
 * An output of a cell; its metadata have a mark of ours.
 *
 * @typedef {{data: Record<string, any>, metadata: Record<string, any>}} Output
 */

/** CSS pixels between planes. */
const GAP = 8;
/** Limits of sizes, in CSS pixels, as the traits have them. */
const [SMALLEST, LARGEST] = [64, 8192];

/**
 * Return the newest pictures of the view that an output shows; null if it shows none of ours.
 *
 * @param {Output} output
 * @param {any} widgets the notebook's metadata of widgets, which hold their state where that is saved
 * @returns {Picture | null}
 */
export function pictureOf({ data, metadata }, widgets) {
  const mark = metadata["iterscope"];
  const shown = data["image/png"];
  if (!mark || typeof shown !== "string") return null;
  const states = widgets?.["application/vnd.jupyter.widget-state+json"]?.state;
  const stateOf = (/** @type {unknown} */ id) => (typeof id === "string" ? states?.[id]?.state : undefined);
  const state = stateOf(data["application/vnd.jupyter.widget-view+json"]?.model_id);
  const { width, height, fluid } = { ...mark, ...state };
  const parts = ["parameter_plane", "dynamical_plane"].map((name) => stateOf(state?.[name]?.split?.(":").at(-1)));
  if (state?.swapped) parts.reverse();
  const saved = [[state], parts].map((list) => list.map((one) => one?.poster?.png));
  const pngs = saved.find((list) => list.every((png) => typeof png === "string"));
  const planes = Number(mark.planes) || 0;
  const isWhole = pngs !== undefined || planes < 2;
  return {
    pngs: pngs ?? [shown],
    planes: isWhole ? Math.min(planes, 1) : 2,
    share: isWhole ? 1 : (1 - GAP / limited(mark.width)) / 2,
    width: limited(width),
    height: limited(height),
    fluid: Boolean(fluid),
  };
}

/** @param {unknown} size */
function limited(size) {
  return Math.min(LARGEST, Math.max(SMALLEST, Number(size) || 0));
}
