/**
 * What a notebook has of a view: pictures, and how large the view is.
 *
 * @typedef {object} Picture
 * @property {string[]} pngs one, or one of each plane of an explorer, in their order
 * @property {number} halves how many planes are in one picture, beside each other
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels, of each plane
 * @property {boolean} fluid whether the view is as wide as its cell
 */

/**
 * An output of a cell; its metadata have a mark of ours.
 *
 * @typedef {{data: Record<string, any>, metadata: Record<string, any>}} Output
 */

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
  const planes = ["parameter_plane", "dynamical_plane"].map((name) => stateOf(state?.[name]?.split?.(":").at(-1)));
  if (state?.swapped) planes.reverse();
  const saved = [[state], planes].map((list) => list.map((one) => one?.poster?.png));
  const pngs = saved.find((list) => list.every((png) => typeof png === "string"));
  return {
    pngs: pngs ?? [shown],
    halves: pngs ? 1 : Number(mark.planes ?? 1),
    width: limited(width),
    height: limited(height),
    fluid: Boolean(fluid),
  };
}

/** @param {unknown} size */
function limited(size) {
  return Math.min(LARGEST, Math.max(SMALLEST, Number(size) || 0));
}
