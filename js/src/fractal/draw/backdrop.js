import { decode } from "../../widget/comm/decode.js";
import { posterPicture, snapshot } from "./picture.js";

/** @import { Poster } from "../messages.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Picture } from "./picture.js" */

/**
 * The pictures below the tiles: what was shown before the settings changed, and the kernel's poster.
 */
export class Backdrop {
  /** @type {{poster: Poster, picture: Picture} | null} */
  #poster = null;
  /** @type {Picture | null} */
  #stale = null;

  /**
   * Keep what a canvas shows.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {Viewport} view
   */
  keep(canvas, view) {
    this.#stale = snapshot(canvas, view);
  }

  /** Forget what was kept: there are tiles in its place. */
  drop() {
    this.#stale = null;
  }

  /**
   * Decode a poster.
   *
   * @param {Poster | null} poster
   * @param {() => boolean} isLatest says, once it is decoded, whether it is still wanted
   */
  async load(poster, isLatest) {
    const image = poster && (await decode(poster.png).catch(() => null));
    if (isLatest()) this.#poster = poster && image ? { poster, picture: posterPicture(poster, image) } : null;
  }

  /**
   * The pictures to draw, from the lowest up.
   *
   * @param {(poster: Poster) => boolean} matches whether a poster shows what the tiles do
   * @returns {Picture[]}
   */
  pictures(matches) {
    const poster = this.#poster && matches(this.#poster.poster) ? this.#poster.picture : null;
    return [this.#stale, poster].filter((picture) => picture !== null);
  }
}
