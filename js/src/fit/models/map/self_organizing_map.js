import { placeOf } from "../../draw/data_scale.js";
import { along } from "../../draw/directions.js";
import { distance, fraction, math, row, sub, sum, sup, vector } from "../mathml.js";
import { latticeOf, pull } from "./lattice.js";
import { match } from "./matching.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */
/** @import { MapParameters } from "./matching.js" */

/**
 * A self-organizing map: nodes on a lattice that unfolds over the samples.
 *
 * @param {ModelDescription} description
 * @returns {Model<MapParameters>}
 */
export function selfOrganizingMap({ kind, rows = 1, columns = 1, topology = "rectangular", winner = "nearest" }) {
  const lattice = latticeOf(rows, columns, topology);
  const isLocal = winner === "local";
  /** @type {(own: number, node: number, radius: number) => number} */
  const pulled = (own, node, radius) => {
    const strength = (/** @type {number} */ other) => pull(lattice, own, other, radius);
    // Local winners share one pull out among all nodes.
    const all = isLocal ? lattice.positions.reduce((sum, _, other) => sum + strength(other), 0) : 1;
    return strength(node) / all;
  };
  return {
    kind,
    name: "self-organizing map",
    algorithm: "SOM",
    variant: isLocal ? "local" : "",
    variants: [],
    view: "net",
    net: { lattice, winner },
    sample: "Point",
    handle: "node",
    siblings: [kind],
    companion: null,
    settings: new Set(["random_state", "tol", "max_iter"]),
    styleTraits: new Set(["dims"]),
    letters: ["M", "U"],
    questions: [
      isLocal ? "Whose neighborhood is nearest to each point?" : "Which node is nearest to each point?",
      "Where does each neighborhood pull its node?",
    ],
    hasCells: false,
    hasCriteria: false,
    hasTolerance: false,
    captions: {
      objective: isLocal ? "energy" : "mean squared distance",
      change: "Shift of the nodes",
      halves: ["matching", "unfolding"],
      weights: "U-matrix and hits",
      converged: () => "the radius is at its end, and the nodes stay where they are",
      degenerate: (have) => `${have} no samples`,
    },
    formulas: {
      expect: (slot) => winning(slot, isLocal),
      maximize: (slot, axes) => [neighborhood(slot, isLocal), place(slot, axes)],
    },
    objective: ({ lower_bound: value }) => (value === null ? null : -value),
    weights: ({ weights }) => weights,
    centers: ({ means }) => means,
    shares: (parameters, data, d) =>
      sharesOf(match(lattice, winner, parameters, data, d).first, parameters.means.length),
    winners: (parameters, data, d) => match(lattice, winner, parameters, data, d).first,
    doubts: (parameters, data, d) => match(lattice, winner, parameters, data, d).doubts,
    shapes: ({ weights, means }, scale) =>
      means.map((mean, node) => {
        const at = placeOf(scale, mean);
        return at.every(Number.isFinite) ? { weight: weights[node], mean: at, factor: null } : null;
      }),
    componentName: (node) => `Node ${Math.floor(node / columns) + 1}, ${(node % columns) + 1}`,
    values: (parameters, shading, x, directions, node) => {
      const used = shading ?? parameters;
      const [own] = match(lattice, winner, used, x, x.length).first;
      return {
        mean: directions.map((direction) => along(direction, parameters.means[node] ?? [])),
        radius: used.radius,
        pull: shading ? pulled(own, node, used.radius) : null,
      };
    },
  };
}

/**
 * All of each row to its winner.
 *
 * @param {Int32Array} winners
 * @param {number} k
 * @returns {Float64Array} n rows of k shares
 */
function sharesOf(winners, k) {
  const shares = new Float64Array(winners.length * k);
  winners.forEach((node, n) => (shares[n * k + node] = 1));
  return shares;
}

/**
 * @param {Slot} slot
 * @param {boolean} isLocal
 */
function winning(slot, isLocal) {
  const from = (/** @type {string} */ k) => distance(sub("x", "n"), sub("μ", k));
  const score = isLocal ? [sum("j"), sub("h", "kj"), from("j")] : [from("k")];
  return [
    row(sub("c", "n"), "=", sub(math("mi", "argmin"), "k"), ...score),
    row(sub("c", slot("n")), "=", slot("winner")),
  ];
}

/**
 * @param {Slot} slot
 * @param {boolean} isLocal
 */
function neighborhood(slot, isLocal) {
  const gap = (/** @type {string} */ k) => distance(sub("g", "c"), sub("g", k));
  const bell = (/** @type {string} */ k) => sup("e", row("\u2212", fraction(gap(k), row("2", sup("σ", "2")))));
  const pulls = isLocal ? row(bell("k"), "/", sum("j"), bell("j")) : bell("k");
  return row(sub("h", "ck"), "=", pulls, "=", slot("pull"), ",", "σ", "=", slot("radius"));
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function place(slot, axes) {
  const mean = fraction(row(sum("n"), sub("h", "ck"), sub("x", "n")), row(sum("n"), sub("h", "ck")));
  return row(sub("μ", slot("k")), "=", mean, ...vector(slot, "mean", axes));
}
