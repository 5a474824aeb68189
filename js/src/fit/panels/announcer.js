import { spoken } from "./captions.js";

/** @import { Moment } from "../playback/recording.js" */

/** While a view plays, it says its step at this pace, in milliseconds. */
const PACE = 2_000;

/**
 * Says the step that is shown, for who cannot see it.
 */
export class Announcer {
  #say;
  #saidAt = -Infinity;
  #said = "";

  /** @param {(text: string) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /**
   * Say a step, now and then while the view plays.
   *
   * @param {Moment} moment
   * @param {boolean} playing
   */
  tell({ step, model }, playing) {
    const [now, text] = [performance.now(), spoken(step, model)];
    // Said once: what was said of something else meanwhile is not talked down.
    if (text === this.#said || (playing && now - this.#saidAt < PACE)) return;
    [this.#saidAt, this.#said] = [now, text];
    this.#say(text);
  }
}
