import { collapse, fall, flatness, floor } from "./captions.js";

/** @import { Remedy } from "../../widget/ui/notices.js" */
/** @import { Model } from "../models/model.js" */
/** @import { Step } from "../messages.js" */

/**
 * The notices about a step, one of each kind at a time: components have collapsed, variances are mostly the floor that
 * keeps them above zero, the objective has become worse, the fit could not go on.
 *
 * @typedef {"degenerate" | "floored" | "fallen" | "ended" | "told"} Advice
 */

/**
 * What the notices are about.
 *
 * @typedef {object} Fit
 * @property {Model} model
 * @property {string[]} featureNames
 * @property {string} failure why the fit cannot go on from this step; "" while it can
 * @property {number | "relative"} [floor] what is added to variances
 * @property {Step | null} [previous] the step before
 * @property {number[]} [low] least value of each feature
 * @property {number[]} [high]
 */

/** A variance that is this share of the square of the data's range is no spread, whatever the floor is. */
const NO_SPREAD = 1e-5;
/** Rounding may make an objective worse by this share of its size. */
const ROUNDING = 1e-9;

/** @typedef {{text: string | null, remedies: Remedy[]}} Notice text: null if there is nothing to say */

/**
 * What is to be known of a step, and what can be done about it.
 *
 * @param {Step} step
 * @param {Fit} fit
 * @param {object} host
 * @param {() => void} host.pointAtFloor to the field of reg_covar
 * @param {() => void} host.relate make the floor relative to the features' variances
 * @param {() => void} host.restart from another start
 * @returns {Record<Advice, Notice>}
 */
export function adviceOf(step, fit, { pointAtFloor, relate, restart }) {
  const { model, featureNames, failure } = fit;
  const set = model.settings.has("reg_covar") ? [{ label: "Set reg_covar", act: pointAtFloor }] : [];
  const another = { label: "Another start", act: restart };
  const constant = constantFeatures(fit);
  const floored = step.floored.filter(
    ([component, feature]) => !step.degenerate.includes(component) && !constant.includes(feature),
  );
  return {
    degenerate: {
      text: degeneracy(step, fit, constant),
      // What can be done stands beside the failure that it led to.
      remedies: failure ? [] : [...set, another],
    },
    floored: {
      text: floored.length > 0 ? floor(floored, featureNames) : null,
      remedies: [...set, { label: "Take \u201crelative\u201d", act: relate }],
    },
    fallen: { text: fallOf(step, fit), remedies: [] },
    ended: { text: failure || null, remedies: [...set, another] },
    told: { text: model.notice?.(step.parameters) ?? null, remedies: [] },
  };
}

/**
 * Say which components are no more than a point, and which are flat in some directions only.
 *
 * @param {Step} step
 * @param {Fit} fit
 * @param {number[]} constant features
 */
function degeneracy({ degenerate, parameters }, { model, featureNames, floor: added, low = [], high = [] }, constant) {
  const varying = low.map((_, feature) => feature).filter((feature) => !constant.includes(feature));
  /** @type {(component: number) => boolean} */
  const isFlat = (component) =>
    model.weights(parameters)[component] > 0 &&
    varying.some((feature) => {
      const least = Math.max(typeof added === "number" ? added : 0, NO_SPREAD * (high[feature] - low[feature]) ** 2);
      return Number(model.variance?.(parameters, component, feature)) > 2 * least;
    });
  const flat = model.variance ? degenerate.filter(isFlat) : [];
  const collapsed = degenerate.filter((component) => !flat.includes(component));
  const texts = [
    ...(collapsed.length > 0 ? [collapse(collapsed, model, featureNames)] : []),
    ...(flat.length > 0
      ? [
          flatness(
            flat,
            constant.map((feature) => featureNames[feature] ?? String(feature)),
          ),
        ]
      : []),
  ];
  return texts.length > 0 ? texts.join(" ") : null;
}

/**
 * Features that are the same in all samples.
 *
 * @param {Fit} fit
 */
function constantFeatures({ low = [], high = [] }) {
  return low.map((_, feature) => feature).filter((feature) => low[feature] === high[feature]);
}

/**
 * Say that the objective has become worse, which the mathematics of the algorithm does not allow.
 *
 * @param {Step} step
 * @param {Fit} fit
 */
function fallOf(step, { model, floor: added, previous = null }) {
  const change = step.change;
  if (step.phase === "init" || change === null || !previous || !model.hasTolerance) return null;
  const size = Math.abs(step.lower_bound ?? 0);
  return change < -ROUNDING * Math.max(1, size) ? fall(model, model.settings.has("reg_covar") && added !== 0) : null;
}
