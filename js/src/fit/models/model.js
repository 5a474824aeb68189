/**
 * The interface of a kind of model: how samples are shared out among its components, what is drawn of
 * them, its formulas and its words. `registry.js` holds one entry a kind; nothing else asks which model it has.
 */

/** @import { DataScale } from "../draw/data_scale.js" */
/** @import { Direction } from "../draw/directions.js" */
/** @import { Frozen, Step } from "../messages.js" */
/** @import { Lattice } from "./map/lattice.js" */
/** @import { Slot } from "./mathml.js" */
/** @import { Smoothing } from "./sequence/kalman_filter.js" */
/** @import { StateLattice } from "./sequence/hidden_markov.js" */

/**
 * The drawing of a component.
 *
 * @typedef {object} Shape
 * @property {number} weight
 * @property {readonly number[]} mean in the units of the drawing, a value for each of its dimensions
 * @property {Float64Array | null} factor rows of the covariance's Cholesky factor, in the same units; null for a
 *   component that is a place only
 * @property {number} [freedom] degrees of freedom of a t distribution, whose scale matrix the factor is of
 * @property {Line} [line] of a component that is a line; in two dimensions
 * @property {readonly (readonly number[])[]} [layers] of a table: for each feature the parts of its cell from the top, of
 *   which the last one is the bar; each is stronger than the one above
 */

/**
 * A line through a component's mean, in the units of the drawing.
 *
 * @typedef {object} Line
 * @property {readonly number[]} along its direction
 * @property {readonly number[]} across one standard deviation to the side
 */

/**
 * How the ellipse of a component can be stretched: by any axis ("free"), along the features ("axes"), as a whole ("scale").
 *
 * @typedef {"free" | "axes" | "scale"} Stretch
 */

/**
 * How a model is drawn: its components among the samples, a row of parameters for each of
 * them, or along time.
 *
 * @typedef {"plane" | "table" | "series" | "net"} View
 */

/**
 * Numbers, or what is written for them, by the names of their slots in the formulas. A list fills `name0`, `name1` ..., a matrix `name00` ...
 *
 * @typedef {Record<string, number | string | null | readonly number[] | readonly (readonly number[])[]>} Values
 */

/**
 * The rows of each sequence, one after the other; null for a single one.
 *
 * @typedef {readonly number[] | null} Lengths
 */

/**
 * Rows in their order; of which `row` is one.
 *
 * @typedef {object} Sequence
 * @property {Float64Array} data rows of d values
 * @property {number} d
 * @property {Lengths} lengths of the sequences
 * @typedef {Sequence & {row: number}} Row
 */

/**
 * The formulas of the two half-steps, with slots for their numbers.
 *
 * @typedef {object} Formulas
 * @property {(slot: Slot, axes: number, components: number) => MathMLElement[]} expect
 * @property {(slot: Slot, axes: number, components: number) => MathMLElement[]} maximize
 */

/**
 * The words of a model.
 *
 * @typedef {object} Captions
 * @property {string} objective what is traced over the steps, in lower case
 * @property {string} change how the objective's change is measured
 * @property {readonly [string, string]} halves the two halves of an iteration, as they are called
 * @property {string} weights title of the bars of the components' weights
 * @property {(tolerance: string) => string} converged why the fit has ended
 * @property {(have: "has" | "have") => string} degenerate what has happened to such components
 */

/**
 * @template [Parameters=any] what a step of this kind carries
 * @typedef {object} Model
 * @property {string} kind the registry's name
 * @property {string} name in words
 * @property {string} algorithm what fits it, in short
 * @property {string} variant a name within the kind, e.g. the type of the covariances; "" where there is none
 * @property {readonly string[]} variants all of them, in the order in which they are listed
 * @property {View} view how it is drawn
 * @property {"bar" | "sample"} [full] of a table: of what the largest value of a feature fills it, of bars and samples or
 *   of samples only; else 1 does
 * @property {readonly string[]} siblings kinds that can be fitted to the same data instead, this one among them
 * @property {string | null} companion kind that can be shown beside
 * @property {string} sample what a sample is called
 * @property {string} handle by what a component is dragged
 * @property {ReadonlySet<string>} settings traits of the fit that are offered
 * @property {ReadonlySet<string>} styleTraits traits of the drawing that are offered
 * @property {readonly [string, string]} letters of the two halves
 * @property {readonly [string, string]} questions that the E step and the M step answer
 * @property {Stretch} [stretch] how ellipses can be stretched, where there are any
 * @property {Frozen} [frozen] components whose parameters stay where they start
 * @property {boolean} [isShared] whether all components have one covariance
 * @property {boolean} [isSequential] whether rows follow one another in time, so that none has its shares by itself
 * @property {"State" | "Feature"} [failing] what can degenerate, where that is not called a component
 * @property {boolean} [isOne] whether all samples belong to one component, so that it cannot agree with classes
 * @property {boolean} hasCells whether the nearest center decides, so that borders run between the components
 * @property {boolean} hasCriteria whether it has a likelihood by which numbers of components can be compared
 * @property {boolean} hasTolerance whether `tol` is a level of the traced change
 * @property {Captions} captions
 * @property {Formulas} formulas
 * @property {(step: Step) => number | null} objective its value at a step
 * @property {(parameters: Parameters) => number[]} weights of the components
 * @property {(parameters: Parameters) => number[][]} centers where each component is, a value for each feature
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number, lengths?: Lengths) => Float64Array} shares of n
 *   rows of d values: n rows of what each component takes; each row sums to one
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number) => Int32Array} [winners] of n rows of d values:
 *   the component that takes each row alone; missing where rows are shared
 * @property {(component: number) => string} [componentName] what a component is called, where its number says little
 * @property {{lattice: Lattice, winner: "nearest" | "local"}} [net] of a self-organizing map: where its nodes are on the
 *   lattice, and which node a sample goes to
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number) => Float64Array | null} [joint] logarithms of
 *   weight times density of n rows: n rows of k, null for parameters of no model; of k-means minus the squared distances.
 *   Missing where samples depend on one another
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number, lengths?: Lengths) => Float64Array} doubts of n
 *   rows of d values, from 0, where one component takes a row alone, to 1, where it is open which one
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number) => Float64Array} [pulls] of n rows of d values:
 *   how much each one counts in the estimates, from 0 to 1, where an outlier counts less
 * @property {(parameters: Parameters, data: ArrayLike<number>) => Float64Array} [falls] where samples fall onto the plane
 *   that a model is, as many values
 * @property {(parameters: Parameters) => number[]} [strengths] of the components, from 0, where one has died out, to 1
 * @property {(parameters: Parameters) => string | null} [notice] what is worth saying of a step; null for nothing
 * @property {(parameters: Parameters, component: number, feature: number) => number} [variance] of a feature
 * @property {(parameters: Parameters, points: Sequence) => StateLattice} [lattice] of a hidden Markov model: what forward
 *   and backward find
 * @property {(parameters: Parameters, points: Sequence) => Smoothing} [smoothing] of a linear dynamical system: what filter
 *   and smoother find
 * @property {(parameters: Parameters, scale: DataScale) => (Shape | null)[]} shapes null where numbers are not finite
 * @property {(parameters: Parameters, shading: Parameters | null, x: Float64Array,
 *   directions: Direction[], component: number, row: Row) => Values} values that stand in the formulas: of a component
 *   along these directions, and of a sample as the parameters of the last E step (`shading`) see it
 */

export {};
