/** @import { AnyModel } from "@anywidget/types" */
/** @import { Player } from "../playback/player.js" */
/** @import { Traits } from "../messages.js" */

/** What only a kernel can show anew. */
const NEED_KERNEL = new Set(
  "algorithm n_components covariance_type init_params random_state reg_covar tol max_iter compare density".split(" "),
);

/**
 * The prepared states of a view, which a clicker walks. The kernel shows them; in a file the page does, as far as it can
 * without fitting anew.
 */
export class Slides {
  #model;
  #parts;
  #hasKernel;
  /** What slides that say nothing of a trait show: its value before the first one. @type {Record<string, any> | null} */
  #base = null;

  /**
   * @param {AnyModel<Traits>} model
   * @param {{player: Pick<Player, "set" | "seek">}} parts read when something happens
   * @param {boolean} hasKernel
   */
  constructor(model, parts, hasKernel) {
    this.#model = model;
    this.#parts = parts;
    this.#hasKernel = hasKernel;
  }

  /** Whether there are any. */
  get areThere() {
    return this.#model.get("slides").length > 0;
  }

  /**
   * Show the slide so many further on, as far as there are any.
   *
   * @param {number} by negative goes back
   */
  go(by) {
    const slides = this.#model.get("slides");
    const slide = Math.max(0, Math.min(this.#model.get("slide") + by, slides.length - 1));
    if (slide === this.#model.get("slide")) return;
    if (!this.#hasKernel) this.#show(slides, slide);
    this.#parts.player.set("slide", slide);
  }

  /**
   * @param {Traits["slides"]} slides
   * @param {number} slide
   */
  #show(slides, slide) {
    const model = this.#model;
    const names = [...new Set(slides.flatMap(Object.keys))];
    this.#base ??= Object.fromEntries(names.map((name) => [name, model.get(/** @type {any} */ (name))]));
    for (const [name, value] of Object.entries({ ...this.#base, ...slides[slide] })) {
      if (NEED_KERNEL.has(name)) continue;
      if (name !== "index") this.#parts.player.set(/** @type {any} */ (name), value);
      else this.#parts.player.seek(Math.min(value, model.get("n_steps") - 1));
    }
  }
}
