import { collapse, floor } from "./captions.js";

/** @import { Remedy } from "../../widget/ui/notices.js" */
/** @import { Model } from "../models/model.js" */
/** @import { Step } from "../messages.js" */

/**
 * The notices about a step, one of each kind at a time: components have collapsed, variances are mostly the floor that
 * keeps them above zero, the fit could not go on.
 *
 * @typedef {"degenerate" | "floored" | "ended"} Advice
 */

/** @typedef {{text: string | null, remedies: Remedy[]}} Notice text: null if there is nothing to say */

/**
 * What is to be known of a step, and what can be done about it.
 *
 * @param {Step} step
 * @param {object} fit
 * @param {Model} fit.model
 * @param {string[]} fit.featureNames
 * @param {string} fit.failure why the fit cannot go on from this step; "" while it can
 * @param {object} host
 * @param {() => void} host.pointAtFloor to the field of reg_covar
 * @param {() => void} host.relate make the floor relative to the features' variances
 * @param {() => void} host.restart from another start
 * @returns {Record<Advice, Notice>}
 */
export function adviceOf(step, { model, featureNames, failure }, { pointAtFloor, relate, restart }) {
  const set = model.settings.has("reg_covar") ? [{ label: "Set reg_covar", act: pointAtFloor }] : [];
  const another = { label: "Another start", act: restart };
  const floored = step.floored.filter(([component]) => !step.degenerate.includes(component));
  return {
    degenerate: {
      text: step.degenerate.length > 0 ? collapse(step.degenerate, model) : null,
      // What can be done stands beside the failure that it led to.
      remedies: failure ? [] : [...set, another],
    },
    floored: {
      text: floored.length > 0 ? floor(floored, featureNames) : null,
      remedies: [...set, { label: "Take \u201crelative\u201d", act: relate }],
    },
    ended: { text: failure || null, remedies: [...set, another] },
  };
}
