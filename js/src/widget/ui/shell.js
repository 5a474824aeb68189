import { element, setText } from "./dom.js";
import { helpSheet } from "./help.js";
import { Notices } from "./notices.js";
import { replaceButton, toolbar } from "./toolbar.js";

/** @import { Button } from "./toolbar.js" */

/** How long a hint stays, in milliseconds. */
const HINT = 1_200;
/** How far the line of progress is filled at least. */
const LEAST_SHARE = 0.04;

/** @type {Button} */
const FULL_SCREEN = { action: "full-screen", icon: "fullScreen", label: "Full screen", key: "F" };
/** @type {Button} */
const LEAVE_FULL_SCREEN = { action: "full-screen", icon: "leaveFullScreen", label: "Leave full screen", key: "F" };

/** The buttons that every view ends its toolbar with. */
export const FRAME_BUTTONS = [FULL_SCREEN, /** @type {Button} */ ({ action: "help", icon: "help", label: "Help", key: "?" })];

/**
 * What all views share around their pictures: the root element, the line of progress, notices, hint, toolbar, popups,
 * full screen, focus, and the voice for those who hear the view.
 */
export class Frame {
  notices = new Notices();
  #bar = element("div", { class: "its-progress-bar" });
  #progress = element("div", { class: "its-progress", "aria-hidden": "true" }, this.#bar);
  #hint = element("div", { class: "its-hint" }, "Ctrl + wheel to zoom, click to take the wheel");
  #live = element("div", { class: "its-live", "aria-live": "polite" });
  #help;
  /** @type {{kind: string, node: HTMLElement, stop: AbortController} | null} */
  #popup = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hintTimer;

  /**
   * @param {object} view
   * @param {string} view.kind names the root's class
   * @param {string} view.description what it is, for those who hear it
   * @param {Button[][]} view.buttons
   * @param {[string, string][]} view.help what to do and what it does
   * @param {HTMLElement} [view.stage] what the strips and the toolbar lie over, if not all of the view
   * @param {(action: string) => void} view.act a button was pressed
   * @param {AbortSignal} signal
   */
  constructor({ kind, description, buttons, help, stage, act }, signal) {
    this.#help = help;
    this.root = element("div", {
      class: `its-view its-${kind}`,
      tabindex: "0",
      role: "application",
      "aria-roledescription": description,
      // JupyterLab's notebook would take letters and digits as commands.
      "data-lm-suppress-shortcuts": "true",
    });
    this.stage = stage ?? this.root;
    this.toolbar = toolbar(buttons, act, signal);
    this.stage.append(this.#progress, this.#hint, this.notices.node, this.toolbar);
    this.root.append(this.#live);
    this.root.addEventListener(
      "fullscreenchange",
      () => replaceButton(this.toolbar, this.isFullScreen ? LEAVE_FULL_SCREEN : FULL_SCREEN),
      { signal },
    );
    signal.addEventListener("abort", () => {
      clearTimeout(this.#hintTimer);
      this.closePopup();
      this.notices.close();
    });
  }

  get isFullScreen() {
    return this.root.matches(":fullscreen");
  }

  get hasFocus() {
    return this.root.matches(":focus-within");
  }

  /** @param {"loading" | "working" | "settled" | "error"} state */
  showState(state) {
    if (this.root.dataset["itsState"] !== state) this.root.dataset["itsState"] = state;
  }

  /** @param {number} share of what is waited for that has arrived */
  showProgress(share) {
    this.#bar.style.transform = `scaleX(${Math.max(LEAST_SHARE, share)})`;
    this.#progress.classList.toggle("its-active", share < 1);
  }

  showHint() {
    clearTimeout(this.#hintTimer);
    this.#hint.classList.add("its-active");
    this.#hintTimer = setTimeout(() => this.#hint.classList.remove("its-active"), HINT);
  }

  /** @param {string} text for those who hear the view */
  announce(text) {
    setText(this.#live, text);
  }

  toggleHelp() {
    this.togglePopup("help", () => helpSheet("Controls", this.#help, () => this.closePopup()), this.root);
  }

  /**
   * Open a menu, sheet or panel in place of another; close it if it is open.
   *
   * @param {string} kind
   * @param {(signal: AbortSignal) => HTMLElement} make the signal says when it is closed
   * @param {HTMLElement} [host] what it lies over
   */
  togglePopup(kind, make, host = this.stage) {
    if (this.closePopup() === kind) return;
    const stop = new AbortController();
    const node = make(stop.signal);
    this.#popup = { kind, node, stop };
    host.append(node);
    const first = node.querySelector("[aria-checked=true], input:checked") ?? node.querySelector("button, input, select");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  }

  /** The kind of what is open. */
  get popup() {
    return this.#popup?.kind ?? null;
  }

  async toggleFullScreen() {
    try {
      if (this.isFullScreen) await document.exitFullscreen();
      else await this.root.requestFullscreen();
      this.root.focus({ preventScroll: true });
    } catch {
      this.notices.show("full-screen", "This page does not allow full screen.", { duration: 3_000 });
    }
  }

  /** Leave what is open, then the view. */
  escape() {
    if (this.closePopup() === null) this.root.blur();
  }

  /** Take the focus for a pointer: no need to show it as loudly as for the keyboard. */
  takeFocus() {
    const quietly = { preventScroll: true, focusVisible: false };
    this.root.focus(quietly);
  }

  /**
   * Close the menu, sheet or panel.
   *
   * @returns {string | null} what was open
   */
  closePopup() {
    const popup = this.#popup;
    this.#popup = null;
    if (!popup) return null;
    if (popup.node.matches(":focus-within")) this.root.focus({ preventScroll: true });
    popup.node.remove();
    popup.stop.abort();
    return popup.kind;
  }
}
