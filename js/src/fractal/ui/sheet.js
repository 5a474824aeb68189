import { significant, whole } from "../../widget/math/format.js";
import { button, cross, element, icon, setText } from "../../widget/ui/dom.js";
import * as icons from "../../widget/ui/icons.js";

/** @import { Orbit } from "../dynamics/iteration.js" */

/** Rows that are made at once, and at most. */
const ROWS = 24;
const MOST = 400;

/**
 * The sheet of an orbit: its points step by step, and a button that walks along it.
 */
export class Sheet {
  #title = element("strong", {});
  #rows = element("tbody", {});
  #table;
  #list;
  #walk;
  /** @type {Orbit | null} */
  #orbit = null;
  /** @type {number | null} */
  #step = null;
  #count = ROWS;

  /**
   * @param {object} acts
   * @param {() => void} acts.walk
   * @param {(step: number) => void} acts.choose
   * @param {() => void} acts.close
   */
  constructor({ walk, choose, close }) {
    this.#walk = button("button", "", walk);
    const head = element(
      "thead",
      {},
      element("tr", {}, ...["n", "z", "|z|"].map((text) => element("th", { scope: "col" }, text))),
    );
    this.#table = element("table", { "aria-label": "Steps of the orbit" }, head, this.#rows);
    this.#list = element("div", { class: "its-steps", tabindex: "0" }, this.#table);
    this.#list.addEventListener("scroll", () => this.#grow());
    this.#rows.addEventListener("click", ({ target }) => {
      const row = target instanceof Element ? target.closest("tr") : null;
      if (row) choose([...this.#rows.children].indexOf(row));
    });
    /** The element that holds the sheet. */
    this.node = element(
      "section",
      { class: "its-card its-orbit", "aria-label": "Orbit" },
      element("div", { class: "its-head" }, this.#walk, this.#title, cross("Close (O)", close)),
      this.#list,
    );
    this.showWalk(false);
  }

  /** Steps that can be walked. */
  get length() {
    return Math.min(MOST, this.#orbit?.points.length ?? 0);
  }

  /** @param {boolean} isWalking */
  showWalk(isWalking) {
    const label = isWalking ? "Stop (Space)" : "Walk the orbit (Space)";
    this.#walk.replaceChildren(icon(isWalking ? icons.pause : icons.play));
    this.#walk.title = label;
    this.#walk.setAttribute("aria-label", label);
  }

  /**
   * @param {Orbit} orbit
   * @param {number | null} step that stands out
   */
  show(orbit, step) {
    this.#orbit = orbit;
    setText(this.#title, titleOf(orbit));
    if (step !== null) this.#count = Math.max(this.#count, step + 1);
    this.#fill(Math.min(this.#count, this.length));
    if (step === this.#step) return;
    this.#mark(this.#step, false);
    this.#mark(step, true);
    this.#step = step;
  }

  /**
   * @param {number | null} step
   * @param {boolean} isChosen
   */
  #mark(step, isChosen) {
    const row = step === null ? null : this.#rows.children[step];
    if (!(row instanceof HTMLElement)) return;
    row.toggleAttribute("aria-current", isChosen);
    if (!isChosen) return;
    row.setAttribute("aria-current", "step");
    this.#list.scrollTop = row.offsetTop - this.#list.clientHeight / 2;
  }

  /** Make more rows where a person scrolls to the end. */
  #grow() {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    if (scrollTop + clientHeight < scrollHeight - 40 || this.#count >= this.length) return;
    this.#count = Math.min(MOST, 2 * this.#count);
    this.#fill(Math.min(this.#count, this.length));
  }

  /** @param {number} count of rows */
  #fill(count) {
    const rows = this.#rows.children;
    while (rows.length > count) rows[rows.length - 1]?.remove();
    while (rows.length < count) {
      this.#rows.append(element("tr", {}, element("td"), element("td"), element("td")));
    }
    for (let n = 0; n < count; n++) {
      const [z, cells] = [this.#orbit?.points[n], rows[n]?.children];
      const [first, second, third] = cells ?? [];
      if (!(z && first && second && third)) continue;
      setText(first, String(n));
      setText(second, complex(z));
      setText(third, significant(Math.hypot(...z), 4));
    }
  }
}

/** @param {Orbit} orbit */
function titleOf({ points, end }) {
  const steps = points.length - 1;
  const counted = `${whole(steps)} ${steps === 1 ? "step" : "steps"}`;
  if (end === "escapes") return `Escapes after ${counted}`;
  if (end === "root") return `At a root after ${counted}`;
  if (end === "pole") return `At infinity after ${counted}`;
  return `Stays for ${counted}`;
}

/** @param {readonly [number, number]} z */
function complex([re, im]) {
  const [real, size] = [fixed(re), fixed(Math.abs(im))];
  return `${re < 0 ? "" : "\u2007"}${real} ${im < 0 ? "\u2212" : "+"} ${size}i`;
}

/** @param {number} number */
function fixed(number) {
  const size = Math.abs(number);
  const text = size >= 1e4 ? size.toExponential(2) : size.toFixed(5);
  return number < 0 ? `\u2212${text}` : text;
}
