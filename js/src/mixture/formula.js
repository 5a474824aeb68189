import { element, setText } from "../common/dom.js";
import { significant } from "../common/figures.js";
import { fraction, math, row, sub, sum, sup } from "./mathml.js";

/** @import { Live } from "./live.js" */
/** @import { Algorithm, CovarianceType, Phase } from "./protocol.js" */

/** More dimensions than these have no room for their numbers. */
const MOST_NUMBERS = 3;

/**
 * The formulas of the two half-steps with their numbers of now; the one that has just run stands out.
 */
export class Formula {
  #expect = new Half("E", "expect");
  #maximize = new Half("M", "maximize");
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
   */
  constructor(letter, phase) {
    this.node = element("div", { class: "its-half", "data-half": phase }, element("span", { class: "its-half-name" }, letter), this.#formula);
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
    this.#formula.replaceChildren(...write(slot).map((formula) => math("math", formula)));
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
  const off = row("(", sub("x", "n"), "−", sub("μ", "k"), ")");
  const numerator = {
    full: row(sum("n"), sub("r", "nk"), off, sup(off.cloneNode(true), "⊤")),
    tied: row(sum("nk"), sub("r", "nk"), off, sup(off.cloneNode(true), "⊤")),
    diag: row(sum("n"), sub("r", "nk"), sup(off, "2")),
    spherical: row(sum("n"), sub("r", "nk"), "‖", sub("x", "n"), "−", sub("μ", "k"), sup("‖", "2")),
  }[type];
  const denominator = {
    full: row(sum("n"), sub("r", "nk")),
    tied: row("N"),
    diag: row(sum("n"), sub("r", "nk")),
    spherical: row("d", sum("n"), sub("r", "nk")),
  }[type];
  const left = { full: sub("Σ", slot("k")), tied: row("Σ"), diag: math("msubsup", math("mi", "σ"), slot("k"), math("mn", "2")), spherical: math("msubsup", math("mi", "σ"), slot("k"), math("mn", "2")) }[type];
  const regularized = type === "diag" || type === "spherical" ? ["+", "ε"] : ["+", "ε", "I"];
  return row(left, "=", fraction(numerator, denominator), ...regularized, ...matrix(slot, type, axes));
}

/** @param {Slot} slot */
function nearest(slot) {
  const distance = row("‖", sub("x", "n"), "−", sub("μ", "k"), sup("‖", "2"));
  return [
    row(sub("z", "n"), "=", sub(math("mi", "argmin"), "k"), distance),
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
  const members = fraction(row(sum("n∈Cₖ"), sub("x", "n")), row("|", sub("C", "k"), "|"));
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
