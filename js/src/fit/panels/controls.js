import { listen } from "../../widget/comm/listen.js";
import { setText } from "../../widget/ui/dom.js";
import { action, choice, segments, toggle } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { massWithin } from "../draw/mass.js";
import { number } from "../fields/number.js";
import { several } from "../fields/several.js";
import { slider } from "../fields/slider.js";
import { comparisonOf, modelOf, siblingsOf } from "../models/registry.js";
import { axesOf, dimsPicker } from "./dims.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action, Actions } from "../../widget/input/actions.js" */
/** @import { Field } from "../../widget/ui/fields.js" */
/** @import { Traits } from "../messages.js" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */

/** Largest number of components that a panel offers. */
const MOST_COMPONENTS = 64;
const LARGEST_SEED = 2 ** 32 - 1;
/** Variances at which covariances are held, as powers of ten. */
const EPSILONS = { min: -3, max: 2, step: 0.1 };
/** Standard deviations of the ellipses. */
const SIGMAS = [1, 2, 3];
/** Controls of what is drawn in the plane only. */
const PLANE_ONLY = new Set(["density", "regression"]);

/** @typedef {keyof Traits & string} Name */
/** @typedef {(name: Name, value: any) => void} Setter writes a trait */

/**
 * Make the panel of the model: what is fitted, and from which start.
 *
 * @param {AnyModel<Traits>} model
 * @param {Setter} set
 * @param {readonly Action[]} actions that start the fit again
 * @param {PanelHost} host
 */
export function modelPanel(model, set, actions, host) {
  const kind = model.get("algorithm");
  const settings = new Set(siblingsOf(kind).flatMap((sibling) => [...sibling.settings]));
  /** @type {[Name, Field<any>][]} */
  const fields = [
    [
      "algorithm",
      segments(
        "Algorithm",
        siblingsOf(kind).map((each) => [each.kind, each.algorithm]),
        (value) => set("algorithm", value),
      ),
    ],
    [
      "n_components",
      number("Components", { min: 1, max: MOST_COMPONENTS, integer: true }, (value) => set("n_components", value)),
    ],
    [
      "covariance_type",
      segments(
        "Covariance",
        [
          ["full", "full"],
          ["tied", "tied"],
          ["diag", "diag"],
          ["spherical", "sph."],
        ],
        (value) => set("covariance_type", value),
      ),
    ],
    [
      "init_params",
      choice(
        "Start from",
        [
          ["kmeans", "k-means"],
          ["k-means++", "k-means++"],
          ["k-means||", "k-means||"],
          ["random_from_data", "samples"],
          ["random", "random shares"],
        ],
        (value) => set("init_params", value),
      ),
    ],
    [
      "random_state",
      number("Seed", { min: 0, max: LARGEST_SEED, integer: true }, (value) => set("random_state", value)),
    ],
    ["reg_covar", number("reg_covar", { min: 0, keeps: ["relative"] }, (value) => set("reg_covar", value))],
    ["epsilon", slider("Held at εI", EPSILONS, (value) => set("epsilon", value))],
    ["tol", number("Tolerance", { min: 0 }, (value) => set("tol", value))],
    [
      "max_iter",
      number("Iterations", { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }, (value) => set("max_iter", value)),
    ],
    ["compare", toggle(comparisonOf(kind) ?? "", (value) => set("compare", value))],
  ];
  const offered = fields.filter(([name]) => settings.has(name));
  const buttons = actions.map(({ label, run }) => action(label, () => run?.(false)));
  const node = panel("Model", model, offered, buttons, host);
  const fold = () => {
    const { settings: own } = modelOf({ kind: model.get("algorithm") });
    for (const [name, field] of offered) field.node.hidden = !own.has(name);
  };
  fold();
  listen(model, "change:algorithm", fold, host.signal);
  return node;
}

/**
 * Make the panel of the drawing's options.
 *
 * @param {AnyModel<Traits>} model
 * @param {Setter} set
 * @param {{hasKernel: boolean, actions: Actions}} page the kernel draws the density; actions: brushes are among them
 * @param {PanelHost} host
 */
export function stylePanel(model, set, { hasKernel, actions }, host) {
  const { styleTraits } = modelOf({ kind: model.get("algorithm") });
  const ellipses = several(
    "Ellipses",
    SIGMAS.map((sigma) => [sigma, `${sigma}σ`]),
    (value) => set("sigmas", value),
  );
  /** @type {[Name, Field<any>][]} */
  const fields = [
    ["dims", dimsPicker(axesOf(model), (value) => set("dims", value))],
    [
      "colors",
      segments(
        "Colors",
        [
          ["blend", "Blended"],
          ["argmax", "Most likely"],
        ],
        (value) => set("colors", value),
      ),
    ],
    ["sigmas", ellipses],
    [
      "density",
      segments(
        "Density",
        [
          ["none", "None"],
          ["heat", "Log p"],
          ["contours", "Contours"],
        ],
        (value) => set("density", value),
      ),
    ],
    ["fade", toggle("Fade uncertain points", (value) => set("fade", value))],
    ["classes", toggle("Marks by class", (value) => set("classes", value))],
    ["trails", toggle("Trails of the means", (value) => set("trails", value))],
    ["regression", toggle("Regression of y on x", (value) => set("regression", value))],
  ];
  const isOffered = (/** @type {Name} */ name) =>
    name === "classes"
      ? model.get("class_names").length > 0 && model.get("dims").length === 2
      : styleTraits.has(name) && (hasKernel || name !== "density");
  const offered = fields.filter(([name]) => isOffered(name));
  const buttons = actions.inGroup("brushes").map(({ label, run }) => action(label, () => run?.(false)));
  const node = panel("View", model, offered, buttons, host);
  const fold = () => {
    const dimensions = model.get("dims").length;
    for (const [name, field] of offered) if (PLANE_ONLY.has(name)) field.node.hidden = dimensions !== 2;
    ellipses.node.querySelectorAll(".its-segment span").forEach((text, index) => {
      const mass = 100 * massWithin(index + 1, dimensions);
      setText(text, `${index + 1}σ ${mass.toFixed(mass < 99.5 ? 0 : 1)}\u2009%`);
    });
  };
  fold();
  listen(model, "change:dims", fold, host.signal);
  return node;
}
