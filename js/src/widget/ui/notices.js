import { button, cross, element, setText } from "./dom.js";

/** @typedef {{label: string, act: () => void}} Remedy */

/**
 * Calm strips inside a view that say what happened and what to do. One of each kind at a time.
 */
export class Notices {
  /** The element that holds the strips. */
  node = element("div", { class: "its-notices", role: "status", "aria-live": "polite" });
  /** @type {Map<string, {strip: HTMLElement, text: HTMLElement, timer: ReturnType<typeof setTimeout> | undefined}>} */
  #strips = new Map();

  /**
   * @param {string} kind
   * @param {string} message
   * @param {object} [options]
   * @param {number} [options.duration] milliseconds; without it the strip stays until it is hidden
   * @param {Remedy[]} [options.remedies] buttons in the strip
   * @param {boolean} [options.dismissible]
   */
  show(kind, message, { duration, remedies = [], dismissible = false } = {}) {
    const known = this.#strips.get(kind);
    const { strip, text } = known ?? this.#make(kind, remedies, dismissible);
    clearTimeout(known?.timer);
    setText(text, message);
    const timer = duration === undefined ? undefined : setTimeout(() => this.hide(kind), duration);
    this.#strips.set(kind, { strip, text, timer });
  }

  /** @param {string} kind */
  hide(kind) {
    const known = this.#strips.get(kind);
    if (!known) return;
    clearTimeout(known.timer);
    known.strip.remove();
    this.#strips.delete(kind);
  }

  /** @param {string} kind */
  has(kind) {
    return this.#strips.has(kind);
  }

  close() {
    for (const kind of [...this.#strips.keys()]) this.hide(kind);
  }

  /**
   * @param {string} kind
   * @param {Remedy[]} remedies
   * @param {boolean} dismissible
   */
  #make(kind, remedies, dismissible) {
    const text = element("span");
    const strip = element("div", { class: "its-notice", "data-kind": kind }, text);
    for (const remedy of remedies) {
      strip.append(button("remedy", "", remedy.act, remedy.label));
    }
    if (dismissible) {
      strip.append(cross("Dismiss", () => this.hide(kind)));
    }
    this.node.append(strip);
    return { strip, text };
  }
}
