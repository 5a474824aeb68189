import { element, setText } from "../../widget/ui/dom.js";
import { significant } from "../../widget/math/format.js";
import { formula, fraction, math, row, sub, sum, sup } from "./mathml.js";

/** @import { Live } from "./formula_values.js" */
/** @import { Algorithm, CovarianceType, Phase } from "../protocol.js" */

/** More dimensions than these have no room for their numbers. */
const MOST_NUMBERS = 3;

/**
 * The formulas of the two half-steps with their numbers of now; the one that has just run stands out.
 */
export class Formula {
  #expect = new Half("E", "expect", "How much of each point belongs to each component?");
  #maximize = new Half("M", "maximize", "Where does each component fit its points best?");
  /** The element that holds the line. */
  node = element("div", { class: "its-formula", "aria-hidden": "true" }, this.#expect.node, this.#maximize.node);
  #written = "";

  /**
   * @param {Live} live
   * @param {object} state
   * @param {Phase} state.phase
   * @param {Algorithm} state.algorithm
   * @param {CovarianceType} state.covarianceType
   * @param {string[]} state.palette
   */
  show(live, { phase, algorithm, covarianceType, palette }) {
    const written = `${algorithm} ${covarianceType} ${live.mean.length}`;
    if (written !== this.#written) this.#write(algorithm, covarianceType, live.mean.length);
    this.#written = written;
    this.node.dataset["phase"] = phase;
    this.node.style.setProperty("--its-component", palette[live.component] ?? "inherit");
    const figures = figuresOf(live);
    for (const half of [this.#expect, this.#maximize]) half.fill(figures);
  }

  /**
   * @param {Algorithm} algorithm
   * @param {CovarianceType} type
   * @param {number} axes
   */
  #write(algorithm, type, axes) {
    if (algorithm === "kmeans") {
      this.#expect.typeset(nearest);
      this.#maximize.typeset((slot) => [share(slot), centre(slot, axes)]);
    } else {
      this.#expect.typeset(responsibility);
      this.#maximize.typeset((slot) => [weight(slot), mean(slot, axes), covariance(slot, type, axes)]);
    }
  }
}

/** @typedef {(name: string) => MathMLElement} Slot makes a place for a number */

/** One of the two formulas. */
class Half {
  #formula = element("div", { class: "its-half-formula" });
  /** @type {Map<string, MathMLElement[]>} */
  #slots = new Map();

  /**
   * @param {string} letter
   * @param {"expect" | "maximize"} phase
   * @param {string} question that the half-step answers
   */
  constructor(letter, phase, question) {
    this.node = element(
      "div",
      { class: "its-half", "data-half": phase },
      element("span", { class: "its-half-name" }, letter),
      this.#formula,
      element("span", { class: "its-half-question" }, question),
    );
  }

  /** @param {(slot: Slot) => MathMLElement[]} write makes the formulas, with slots for their numbers */
  typeset(write) {
    this.#slots.clear();
    /** @type {Slot} */
    const slot = (name) => {
      const node = math("mn");
      node.setAttribute("class", name === "k" ? "its-slot its-component" : "its-slot");
      this.#slots.set(name, [...(this.#slots.get(name) ?? []), node]);
      return node;
    };
    this.#formula.replaceChildren(...write(slot).map(formula));
  }

  /** @param {Record<string, string>} figures by the names of their slots */
  fill(figures) {
    for (const [name, nodes] of this.#slots) for (const node of nodes) setText(node, figures[name] ?? "–");
  }
}

/**
 * @param {Live} live
 * @returns {Record<string, string>}
 */
export function figuresOf({ component, row: n, share: r, part, total, winner, weight: w, mean: mu, covariance: sigma }) {
  /** @type {Record<string, string>} */
  const figures = {
    n: String(n),
    k: String(component),
    share: significant(r, 2),
    part: significant(part, 2),
    total: significant(total, 2),
    winner: winner < 0 ? "–" : String(winner),
    weight: significant(w, 2),
  };
  mu.forEach((value, i) => (figures[`mean${i}`] = significant(value, 3)));
  sigma.forEach((line, i) => line.forEach((value, j) => (figures[`covariance${i}${j}`] = significant(value, 2))));
  return figures;
}

/** @param {Slot} slot */
function responsibility(slot) {
  /** @type {(k: string) => MathMLElement} */
  const term = (k) => row(sub("π", k), "𝒩", "(", sub("x", "n"), "∣", sub("μ", k), ",", sub("Σ", k), ")");
  return [
    row(sub("r", "nk"), "=", fraction(term("k"), row(sum("j"), term("j")))),
    row(sub("r", row(slot("n"), ",", slot("k"))), "=", fraction(slot("part"), slot("total")), "=", slot("share")),
  ];
}

/** @param {Slot} slot */
function weight(slot) {
  return row(sub("π", slot("k")), "=", fraction(row(sum("n"), sub("r", "nk")), "N"), "=", slot("weight"));
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function mean(slot, axes) {
  const weighted = fraction(row(sum("n"), sub("r", "nk"), sub("x", "n")), row(sum("n"), sub("r", "nk")));
  return row(sub("μ", slot("k")), "=", weighted, ...vector(slot, axes));
}

/**
 * @param {Slot} slot
 * @param {CovarianceType} type
 * @param {number} axes
 */
function covariance(slot, type, axes) {
  const [left, numerator, denominator] = COVARIANCES[type](slot);
  const regularized = type === "diag" || type === "spherical" ? ["+", "ε"] : ["+", "ε", "I"];
  return row(left, "=", fraction(numerator, denominator), ...regularized, ...matrix(slot, type, axes));
}

/** What each type estimates: its name, and the quotient that it is. @type {Record<CovarianceType, (slot: Slot) => [Node, Node, Node]>} */
const COVARIANCES = {
  full: (slot) => [sub("Σ", slot("k")), row(sum("n"), sub("r", "nk"), off(), sup(off(), "⊤")), row(sum("n"), sub("r", "nk"))],
  tied: () => [row("Σ"), row(sum("nk"), sub("r", "nk"), off(), sup(off(), "⊤")), row("N")],
  diag: (slot) => [variance(slot), row(sum("n"), sub("r", "nk"), sup(off(), "2")), row(sum("n"), sub("r", "nk"))],
  spherical: (slot) => [variance(slot), row(sum("n"), sub("r", "nk"), ...distance()), row("d", sum("n"), sub("r", "nk"))],
};

/** @param {Slot} slot */
function variance(slot) {
  return math("msubsup", math("mi", "σ"), slot("k"), math("mn", "2"));
}

/** How far a point is off a mean. */
function off() {
  return row("(", sub("x", "n"), "\u2212", sub("μ", "k"), ")");
}

/** Its square. */
function distance() {
  return ["‖", sub("x", "n"), "\u2212", sub("μ", "k"), sup("‖", "2")];
}

/** @param {Slot} slot */
function nearest(slot) {
  return [
    row(sub("z", "n"), "=", sub(math("mi", "argmin"), "k"), ...distance()),
    row(sub("z", slot("n")), "=", slot("winner")),
  ];
}

/** @param {Slot} slot */
function share(slot) {
  return row(fraction(row("|", sub("C", slot("k")), "|"), "N"), "=", slot("weight"));
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function centre(slot, axes) {
  const members = fraction(row(sum(row("n", "∈", sub("C", "k"))), sub("x", "n")), row("|", sub("C", "k"), "|"));
  return row(sub("μ", slot("k")), "=", members, ...vector(slot, axes));
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function vector(slot, axes) {
  if (axes > MOST_NUMBERS) return [];
  const values = Array.from({ length: axes }, (_, i) => slot(`mean${i}`));
  return axes === 1 ? ["=", ...values] : ["=", "(", ...values.flatMap((value, i) => (i > 0 ? [",", value] : [value])), ")"];
}

/**
 * @param {Slot} slot
 * @param {CovarianceType} type
 * @param {number} axes
 */
function matrix(slot, type, axes) {
  if (type === "spherical" || axes === 1) return ["=", slot("covariance00")];
  if (axes > MOST_NUMBERS) return [];
  if (type === "diag") return ["=", "(", ...Array.from({ length: axes }, (_, i) => [...(i > 0 ? [","] : []), slot(`covariance${i}${i}`)]).flat(), ")"];
  const rows = Array.from({ length: axes }, (_, i) =>
    math("mtr", ...Array.from({ length: axes }, (__, j) => math("mtd", slot(`covariance${i}${j}`)))),
  );
  return ["=", row("(", math("mtable", ...rows), ")")];
}
