/** Registry of the models that the page can show: one line a kind. */

import { factorAnalysis, ppca } from "./factor/factor_model.js";
import { gaussianMixture } from "./gaussian_mixture.js";
import { kmeans } from "./kmeans.js";
import { selfOrganizingMap } from "./map/self_organizing_map.js";
import { bernoulliMixture } from "./product/bernoulli_mixture.js";
import { categoricalMixture } from "./product/categorical_mixture.js";
import { poissonMixture } from "./product/poisson_mixture.js";
import { bernoulliHmm } from "./sequence/bernoulli_hmm.js";
import { categoricalHmm } from "./sequence/categorical_hmm.js";
import { gaussianHmm } from "./sequence/gaussian_hmm.js";
import { kalmanSmoother } from "./sequence/kalman_smoother.js";
import { poissonHmm } from "./sequence/poisson_hmm.js";
import { bayesianGaussianMixture } from "./spatial/bayesian_gaussian_mixture.js";
import { mixtureOfRegressions } from "./spatial/mixture_of_regressions.js";
import { studentMixture } from "./spatial/student_mixture.js";

/** @import { ModelDescription } from "../protocol.js" */
/** @import { Model } from "./model.js" */

/** @type {Record<string, (description: ModelDescription) => Model>} */
const MODELS = {
  factor_analysis: factorAnalysis,
  ppca,
  gaussian_mixture: gaussianMixture,
  kmeans,
  bernoulli_mixture: bernoulliMixture,
  poisson_mixture: poissonMixture,
  categorical_mixture: categoricalMixture,
  student_mixture: studentMixture,
  bayesian_gaussian_mixture: bayesianGaussianMixture,
  mixture_of_regressions: mixtureOfRegressions,
  self_organizing_map: selfOrganizingMap,
  gaussian_hmm: gaussianHmm,
  poisson_hmm: poissonHmm,
  categorical_hmm: categoricalHmm,
  bernoulli_hmm: bernoulliHmm,
  kalman_smoother: kalmanSmoother,
};

/** All kinds, in their order. */
export const KINDS = Object.keys(MODELS);

/**
 * Make what the page knows of a model.
 *
 * @param {ModelDescription} description as it comes with the steps of a recording
 * @returns {Model}
 * @throws {RangeError} if the kernel is newer than the page and fits what the page does not know
 */
export function modelOf(description) {
  const make = Object.hasOwn(MODELS, description.kind) ? MODELS[description.kind] : undefined;
  if (!make) throw new RangeError(`This page cannot draw a model of the kind "${description.kind}".`);
  return make(description);
}

/**
 * The models that can be fitted to the same data.
 *
 * @param {string} kind of one of them
 * @returns {Model[]}
 */
export function siblingsOf(kind) {
  return modelOf({ kind }).siblings.map((sibling) => modelOf({ kind: sibling }));
}

/**
 * Name two models that can be shown side by side: "k-means beside EM".
 *
 * @param {string} kind of one of the two
 * @returns {string | null}
 */
export function comparisonOf(kind) {
  const leader = siblingsOf(kind).find(({ companion }) => companion !== null);
  return leader?.companion ? `${modelOf({ kind: leader.companion }).algorithm} beside ${leader.algorithm}` : null;
}
