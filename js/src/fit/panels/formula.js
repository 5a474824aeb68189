import { element, setText } from "../../widget/ui/dom.js";
import { formula, math } from "../models/mathml.js";
import { figuresOf } from "./formula_values.js";

/** @import { Slot } from "../models/mathml.js" */
/** @import { Model } from "../models/model.js" */
/** @import { Phase } from "../protocol.js" */
/** @import { FormulaValues } from "./formula_values.js" */

/**
 * The formulas of the two half-steps with their numbers of now; the one that has just run stands out.
 */
export class Formula {
  #expect = new Half("expect");
  #maximize = new Half("maximize");
  /** The element that holds the line. */
  node = element("div", { class: "its-formula", "aria-hidden": "true" }, this.#expect.node, this.#maximize.node);
  #written = "";

  /**
   * Show the formulas of a model with these numbers.
   *
   * @param {FormulaValues} values
   * @param {object} state
   * @param {Phase} state.phase
   * @param {Model} state.model
   * @param {number} state.axes dimensions that are shown
   * @param {string[]} state.palette
   */
  show(values, { phase, model, axes, palette }) {
    const { components } = values;
    const written = `${model.kind} ${model.variant} ${axes} ${components}`;
    if (written !== this.#written) {
      const { expect, maximize } = model.formulas;
      const [expectation, maximization] = model.questions;
      const [first, second] = model.letters;
      this.#expect.typeset(first, expectation, (slot) => expect(slot, axes, components));
      this.#maximize.typeset(second, maximization, (slot) => maximize(slot, axes, components));
    }
    this.#written = written;
    this.node.dataset["phase"] = phase;
    this.node.style.setProperty("--its-component", palette[values.component] ?? "inherit");
    const figures = figuresOf(values);
    for (const half of [this.#expect, this.#maximize]) half.fill(figures);
  }
}

/** One of the two formulas. */
class Half {
  #name = element("span", { class: "its-half-name" });
  #formula = element("div", { class: "its-half-formula" });
  #question = element("span", { class: "its-half-question" });
  /** @type {Map<string, MathMLElement[]>} */
  #slots = new Map();

  /** @param {"expect" | "maximize"} phase */
  constructor(phase) {
    this.node = element("div", { class: "its-half", "data-half": phase }, this.#name, this.#formula, this.#question);
  }

  /**
   * Write the formulas.
   *
   * @param {string} letter
   * @param {string} question that the half-step answers
   * @param {(slot: Slot) => MathMLElement[]} write makes the formulas, with slots for their numbers
   */
  typeset(letter, question, write) {
    setText(this.#name, letter);
    this.#slots.clear();
    /** @type {Slot} */
    const slot = (name) => {
      const node = math("mn");
      node.setAttribute("class", name === "k" ? "its-slot its-component" : "its-slot");
      this.#slots.set(name, [...(this.#slots.get(name) ?? []), node]);
      return node;
    };
    setText(this.#question, question);
    this.#formula.replaceChildren(...write(slot).map(formula));
  }

  /**
   * Write the numbers.
   *
   * @param {Record<string, string>} figures by the names of their slots
   */
  fill(figures) {
    for (const [name, nodes] of this.#slots) for (const node of nodes) setText(node, figures[name] ?? "–");
  }
}
