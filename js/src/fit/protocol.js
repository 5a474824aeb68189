/**
 * The messages and traits of a mixture view, as `python/iterscope/fit/messages.py` and
 * `python/iterscope/fit/traits.py` define them.
 */

/**
 * @typedef {"init" | "expect" | "maximize" | "step"} Phase
 * @typedef {"full" | "tied" | "diag" | "spherical"} CovarianceType
 */

/**
 * Which model steps are of: its kind in the registries of Python, Rust and this page, and what of it stays the same
 * over the steps.
 *
 * @typedef {{kind: string, covariance_type?: CovarianceType}} ModelDescription
 */

/**
 * The state of a fit after one step; numbers that are not finite are null. Nothing else is needed to draw a
 * frame: the page colors the samples by the responsibilities of these parameters.
 *
 * @typedef {object} Step
 * @property {number} iteration 0 for a start
 * @property {number} init
 * @property {Phase} phase
 * @property {{weights: number[], [name: string]: any}} parameters by name; arrays as nested lists
 * @property {number | null} log_likelihood of the parameters that the last E step used; k-means: minus the inertia
 * @property {number | null} lower_bound
 * @property {number | null} change
 * @property {"converged" | "max_iter" | "callback" | null} stop_reason
 * @property {number[]} degenerate components
 * @property {number} elapsed seconds
 */

/**
 * Consecutive steps of a recording. A run begins with its step 0; one with a higher number replaces the older.
 *
 * @typedef {object} Steps
 * @property {"steps"} kind
 * @property {number} run
 * @property {ModelDescription} model its kind is the trait `algorithm`'s, or that of the companion if `compare` is set
 * @property {number} first index of the first of the steps
 * @property {Step[]} steps
 */

/**
 * The samples, or as many of them, chosen at random, as a page can draw one by one.
 *
 * @typedef {object} Points
 * @property {"points"} kind
 * @property {number} revision counts the changes by brush
 * @property {number} n_samples of the data
 * @property {number} n_features
 * @property {number} n_points rows of `data`; below `n_samples` the kernel draws the samples of two dimensions
 * @property {string} data base64 of little endian float64, row by row
 * @property {string | null} labels base64 of one byte a row: the true classes, if they are known; 255 for a point that has none
 * @property {number[]} low least value of each feature, of all samples
 * @property {number[]} high largest value of each feature
 */

/**
 * @typedef {"samples" | "density"} Layer
 * @typedef {[number, number, number, number]} Box left, right, bottom, top in the data's units
 */

/**
 * A layer of one step, drawn by the kernel: an RGBA PNG.
 *
 * @typedef {{kind: "picture", vid: string, seq: number, run: number, index: number, layer: Layer, dims: [number, number],
 *   box: Box, width: number, height: number, png: string}} Picture
 */

/**
 * The ends of several starts.
 *
 * @typedef {{kind: "starts", best: number, starts: {seed: number, n_iter: number, model: ModelDescription, step: Step}[]}} Starts
 */

/**
 * What `select` has compared. Criteria of a model that could not be fitted are null.
 *
 * @typedef {{kind: "selection", criterion: "bic" | "aic" | "icl", best: number, rows: {n_components: number,
 *   model: ModelDescription, bic: number | null, aic: number | null, icl: number | null}[]}} Selection
 */

/**
 * @typedef {{kind: "error", vid: string | null, seq: number | null, code: "malformed" | "refused" | "failed", message: string}} Failure
 * @typedef {Points | Steps | Picture | Starts | Selection | Failure} Reply
 */

/**
 * From the page. `open` is answered by points and all steps; `finish` runs to the end of the fit; `restart` fits
 * again from a new start; `reset` brings back the data and parameters of the beginning; `starts` asks for so many
 * starts side by side, `start` shows one of them, `choose` a row of the selection.
 *
 * @typedef {{kind: "open" | "close", vid: string}} Presence
 * @typedef {{kind: "step", vid: string, n: number}} StepCommand half-steps; negative goes back
 * @typedef {{kind: "finish" | "restart" | "reset", vid: string}} Command
 * @typedef {{kind: "starts" | "start" | "choose", vid: string, n: number}} Choice
 * @typedef {{kind: "move", vid: string, seq: number, run: number, index: number, component: number, dims: number[], at: number[],
 *   done: boolean}} Move a mean is dragged: the fit goes on from this step with that mean
 * @typedef {{kind: "brush", vid: string, tool: "add" | "erase", dims: number[], at: number[][], radius: number[]}} Brush
 *   points that are added, or places around which points are erased within an ellipse of these half axes
 * @typedef {{kind: "picture", vid: string, seq: number, run: number, index: number, layer: Layer, dims: [number, number], box: Box,
 *   width: number, height: number}} PictureRequest device pixels
 * @typedef {Presence | StepCommand | Command | Choice | Move | Brush | PictureRequest} Request
 */

/**
 * The traits of `MixtureWidget`. The page sets those up to `fluid`.
 *
 * @typedef {object} Traits
 * @property {number} index of the step that is shown
 * @property {boolean} playing
 * @property {number} speed half-steps per second
 * @property {boolean} loop
 * @property {number[]} dims one: histogram; two: plane; three: cloud
 * @property {string} algorithm kind of the model
 * @property {number} n_components
 * @property {CovarianceType} covariance_type
 * @property {string} init_params
 * @property {number | null} random_state null if the model has none, or not a number
 * @property {number | "relative"} reg_covar
 * @property {number} tol
 * @property {number} max_iter
 * @property {"blend" | "argmax"} colors
 * @property {boolean} fade whether uncertain points (high entropy) are drawn faint
 * @property {number[]} sigmas of 1, 2 and 3
 * @property {boolean} trails
 * @property {"none" | "heat" | "contours"} density
 * @property {boolean} regression whether the conditional mean and band of dims[1] given dims[0] are drawn
 * @property {boolean} compare whether the model's companion from the same start is shown beside
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {boolean} fluid
 * @property {string} lesson what to look at, shown above the scene; "" for nothing
 * @property {number} run number of the present recording
 * @property {number} n_steps recorded so far
 * @property {boolean} complete whether the recording has come to the fit's end
 * @property {string[]} feature_names
 * @property {string[]} palette colors of the components, `#rrggbb`
 * @property {{png: string, width: number, height: number} | null} poster
 * @property {string} version of the kernel's side
 */

const REPLIES = new Set(["points", "steps", "picture", "starts", "selection", "error"]);

/**
 * Whether a message is one of those that a kernel sends.
 *
 * @param {unknown} content
 * @returns {content is Reply}
 */
export function isReply(content) {
  return typeof content === "object" && content !== null && "kind" in content && REPLIES.has(String(content.kind));
}
