import { doubtsOf } from "../doubt.js";
import { covarianceAt } from "../gaussian_density.js";
import { covariance, mean } from "../gaussian_formulas.js";
import { gaussianMixture } from "../gaussian_mixture.js";
import { fraction, row, sub } from "../mathml.js";
import { PLANE, without } from "../plane.js";
import { responsibility, weight, whose } from "../responsibility.js";
import { gaussiansOf, pullsOf, studentJoint, studentShares } from "./student_density.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */
/** @import { StudentParameters } from "./student_density.js" */

/** Degrees of freedom run to this where a component is a Gaussian. */
const CAP = 200;

/**
 * Student's t distributions of any type of scale matrices, fitted by EM.
 *
 * @param {ModelDescription} description
 * @returns {Model<StudentParameters>}
 */
export function studentMixture(description) {
  const { kind, covariance_type: type = "full" } = description;
  const gaussian = /** @type {Model<any>} */ (gaussianMixture(description));
  return {
    ...gaussian,
    kind,
    name: "Student\u2019s t mixture",
    algorithm: "robust",
    companion: null,
    settings: without(PLANE.settings, "compare"),
    styleTraits: without(PLANE.styleTraits, "regression"),
    questions: [
      whose("component, and how much does it pull"),
      "Where does each component fit the points that pull it best?",
    ],
    formulas: {
      expect: (slot) => [pull(slot), ...responsibility(slot, term)],
      maximize: (slot, axes) => [
        row(sub("ν", slot("k")), "=", slot("freedom")),
        mean(slot, axes, pulled),
        covariance(slot, type, axes, pulled),
        weight(slot),
      ],
    },
    weights: ({ weights }) => weights,
    centers: ({ means }) => means,
    shares: (parameters, data, d) => studentShares(data, d, parameters, type),
    joint: (parameters, data, d) => studentJoint(data, d, parameters, type),
    doubts: (parameters, data, d) => doubtsOf(studentShares(data, d, parameters, type), data.length / d),
    pulls: (parameters, data, d) => pullsOf(data, d, parameters, type),
    notice: ({ degrees_of_freedom: freedom }) => {
      const capped = freedom.flatMap((nu, component) => (nu >= CAP ? [component] : []));
      return capped.length === 0 ? null : runaway(capped);
    },
    variance: ({ scales }, component, feature) => covarianceAt(scales, type, component, feature, feature),
    shapes: (parameters, scale) =>
      gaussian
        .shapes(gaussiansOf(parameters), scale)
        .map((shape, component) => shape && { ...shape, freedom: parameters.degrees_of_freedom[component] }),
    values: (parameters, shading, x, directions, component, at) => {
      const values = gaussian.values(gaussiansOf(parameters), null, x, directions, component, at);
      const nu = parameters.degrees_of_freedom[component] ?? NaN;
      if (!shading) return { ...values, freedom: nu, pull: null };
      const logs = studentJoint(x, x.length, shading, type);
      const parts = [...logs].map(Math.exp);
      const alone = {
        ...shading,
        weights: [1],
        means: [shading.means[component] ?? []],
        degrees_of_freedom: [shading.degrees_of_freedom[component] ?? NaN],
        scales: type === "tied" ? shading.scales : [/** @type {any} */ (shading.scales)[component]],
      };
      const old = alone.degrees_of_freedom[0];
      return {
        ...values,
        part: parts[component] ?? null,
        total: parts.reduce((total, part) => total + part, 0),
        pull: (pullsOf(x, x.length, alone, type)[0] * (old + x.length)) / old,
        freedom: nu,
      };
    },
  };
}

/** @param {number[]} components at least one */
function runaway(components) {
  const one = components.length === 1;
  const names = `Component${one ? "" : "s"} ${components.join(", ")} ${one ? "is a Gaussian" : "are Gaussians"}`;
  return `${names}: the degrees of freedom have run to ${CAP}, where they are stopped.`;
}

/**
 * What a point counts in the estimates: its share times its pull.
 *
 * @returns {(Node | string)[]}
 */
function pulled() {
  return [sub("r", "nk"), sub("u", "nk")];
}

/**
 * Weight times density of a component.
 *
 * @param {string} k
 */
function term(k) {
  return row(sub("π", k), "t", "(", sub("x", "n"), "∣", sub("μ", k), ",", sub("Σ", k), ",", sub("ν", k), ")");
}

/**
 * How much a sample pulls a component.
 *
 * @param {Slot} slot
 */
function pull(slot) {
  const bent = fraction(row(sub("ν", "k"), "+", "d"), row(sub("ν", "k"), "+", sub("δ", "nk")));
  return row(sub("u", row(slot("n"), ",", slot("k"))), "=", bent, "=", slot("pull"));
}
