/**
 * When to ask for the next picture: while it plays, once the last one has been drawn.
 */

export class Player {
  playing = false;
  #ask;
  #nextFrame;

  /**
   * @param {() => void} ask Asks for a picture.
   * @param {(call: () => void) => void} nextFrame As `requestAnimationFrame`.
   */
  constructor(ask, nextFrame) {
    this.#ask = ask;
    this.#nextFrame = nextFrame;
  }

  toggle() {
    this.playing = !this.playing;
    this.drawn();
  }

  drawn() {
    const nextFrame = this.#nextFrame; // the browser's own is called as no method
    if (this.playing) {
      nextFrame(() => {
        if (this.playing) this.#ask();
      });
    }
  }
}
