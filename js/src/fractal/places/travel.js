import { widths } from "../tiles/tiles.js";
import { read } from "../viewport/address.js";
import { isDecimal } from "../viewport/coordinate.js";
import { Guide } from "./guide.js";
import { parametersOf } from "./png.js";
import { savedView, toJson } from "./saved.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Place, Saved, Traits } from "../messages.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { FractalView } from "../view.js" */
/** @import { Place as Goal } from "../viewport/places.js" */

/** Characters of a text, and bytes of a picture, that are looked at. */
export const LONGEST_TEXT = 65_536;
const LARGEST_PICTURE = 2 ** 28;
/** Points lie within this distance of 0 on both axes. */
const REACH = 64;
/** Milliseconds after which a search is spoken of, and for which its end is. */
const PATIENCE = 1_000;
const TOLD = 9_000;
const ALONE = "Here is no kernel to ask: a point and a width, or a saved view of this formula.";

/**
 * Leads a view to what a text, a saved view or a picture means.
 */
export class Travel {
  #model;
  #parts;
  #guide;
  /** @type {Place["lines"]} what was said of the last place */
  lines = [];

  /**
   * @param {AnyModel<Traits>} model
   * @param {{chrome: Chrome, view: FractalView, visit?: ((saved: Saved) => boolean) | undefined}} parts read when something
   *   happens; `visit` shows elsewhere what this view cannot
   * @param {AbortSignal} signal
   */
  constructor(model, parts, signal) {
    this.#model = model;
    this.#parts = parts;
    this.#guide = new Guide(model);
    signal.addEventListener("abort", () => this.#guide.close());
  }

  /**
   * Go to what a text means.
   *
   * @param {string} text
   * @returns {Promise<string | null>} why it leads nowhere; null if it does, or was cancelled
   */
  async to(text) {
    this.#guide.cancel();
    if (text.length > LONGEST_TEXT) return `A text has at most ${LONGEST_TEXT} characters.`;
    const { chrome } = this.#parts;
    const { moves } = this.#parts.view;
    chrome.notices.hide("found");
    const place = read(text);
    if (place) {
      const here = moves.place;
      return this.#go({ center: place.center ?? here.center, log2Width: place.log2Width ?? here.log2Width });
    }
    if (!chrome.hasKernel) return this.#restoreHere(text);
    const saved = savedView(this.#model, moves.place);
    const { formula, center, log2_width } = saved;
    const timer = setTimeout(() => this.#wait(text), PATIENCE);
    const answer = await this.#guide.ask({ text, formula, center, log2_width });
    clearTimeout(timer);
    chrome.root.classList.remove("its-searching");
    chrome.notices.hide("search");
    if (answer === null || typeof answer === "string") return answer;
    this.lines = answer.lines;
    this.show(answer.saved);
    chrome.notices.show("found", answer.words, { duration: TOLD, dismissible: true });
    return null;
  }

  /**
   * Show a saved view, which a kernel has checked.
   *
   * @param {Saved} saved
   */
  show(saved) {
    if (!this.#parts.visit?.(saved)) this.#parts.view.moves.go(placeOf(saved));
  }

  /**
   * Show a view that was kept, if the kernel takes it.
   *
   * @param {Saved} saved
   * @returns {Promise<string | null>} why it cannot be; null if it is
   */
  async revisit(saved) {
    return this.#parts.chrome.hasKernel ? this.to(toJson(saved)) : this.#showHere(saved);
  }

  /**
   * Show the view that a picture was saved from.
   *
   * @param {Blob} file
   * @returns {Promise<string | null>} why it cannot be; null if it is
   */
  async restore(file) {
    if (file.size > LARGEST_PICTURE) return "The picture is too large to be looked at.";
    try {
      return await this.to(parametersOf(new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Say why something leads nowhere. */
  async tell(/** @type {Promise<string | null>} */ journey) {
    const problem = await journey;
    const { notices } = this.#parts.chrome;
    if (problem) notices.show("address", problem, { duration: TOLD, dismissible: true });
    else notices.hide("address");
  }

  /**
   * Stop a search.
   *
   * @returns {boolean} whether there was one
   */
  cancel() {
    const wasAsking = this.#guide.isAsking;
    this.#guide.cancel();
    return wasAsking;
  }

  /** @param {string} text */
  #wait(text) {
    const { chrome } = this.#parts;
    chrome.root.classList.add("its-searching");
    const what = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    chrome.notices.show("search", `Looking for ${what}`, {
      remedies: [{ label: "Cancel", act: () => this.cancel() }],
    });
  }

  /**
   * Show a view without a kernel that would check it, but for its colors.
   *
   * @param {string} text
   */
  #restoreHere(text) {
    try {
      const { formula, center, log2_width } = JSON.parse(text);
      const [re, im] = center.map(String);
      if (!(isDecimal(re) && isDecimal(im))) return ALONE;
      return this.#showHere({
        formula,
        center: [re, im],
        log2_width: Number(log2_width),
        max_iter: null,
        coloring: null,
      });
    } catch {
      return ALONE;
    }
  }

  /**
   * Show a view of the formula that a file has.
   *
   * @param {Saved} saved
   */
  #showHere(saved) {
    const isOwn = JSON.stringify(saved.formula) === JSON.stringify(this.#model.get("formula"));
    return isOwn ? this.#go(placeOf(saved)) : ALONE;
  }

  /**
   * Go to a place of this formula.
   *
   * @param {Goal} place
   * @returns {string | null} why it cannot be; null if it is
   */
  #go(place) {
    const { center, log2Width } = place;
    const [narrowest, widest] = widths(this.#model.get("zoom_range"));
    if (!center.every((part) => Math.abs(Number(part)) <= REACH)) return `A point lies within ${REACH} of 0.`;
    if (!(log2Width >= narrowest && log2Width <= widest))
      return `Here a width lies between 2^${narrowest} and 2^${widest}.`;
    this.lines = [];
    this.#parts.view.moves.go(place);
    return null;
  }
}

/**
 * @param {Saved} saved
 * @returns {Goal} with what it says of iterations and colors
 */
function placeOf({ formula, center, log2_width, max_iter, coloring }) {
  return { formula, center, log2Width: log2_width, look: { ...coloring, ...(max_iter && { max_iter }) } };
}
