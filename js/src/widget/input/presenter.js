/** @import { Shell } from "../ui/shell.js" */

/**
 * A view for a room: it fills the screen, without buttons, with large words and a large pointer; so do those it is shown with.
 */
export class Presenter {
  #chrome;
  #fills = false;

  /**
   * @param {Shell} chrome
   * @param {AbortSignal} signal
   */
  constructor(chrome, signal) {
    this.#chrome = chrome;
    const follow = () => {
      if (this.#fills && !chrome.isFullScreen) this.#show(false);
      this.#fills = chrome.isFullScreen && this.isOn;
    };
    addEventListener("fullscreenchange", follow, { signal });
  }

  get isOn() {
    return this.#chrome.root.classList.contains("its-presenting");
  }

  toggle() {
    if (this.leave()) return;
    this.#show(true);
    this.#chrome.root.focus({ preventScroll: true });
    if (!this.#chrome.isFullScreen) void this.#chrome.toggleFullScreen();
  }

  /**
   * End it.
   *
   * @returns {boolean} whether it was on
   */
  leave() {
    if (!this.isOn) return false;
    this.#show(false);
    if (this.#fills && this.#chrome.isFullScreen) void this.#chrome.toggleFullScreen(); // the browser may have left it
    return true;
  }

  /** @param {boolean} on */
  #show(on) {
    const { root, frame } = this.#chrome;
    for (const view of [root, ...frame.querySelectorAll(".its-view")]) view.classList.toggle("its-presenting", on);
    if (on) this.#chrome.notices.show("presenting", "P or Escape ends the presentation.", { duration: 2_500 });
  }
}
