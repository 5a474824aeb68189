import { element } from "../common/dom.js";
import { helpSheet } from "../common/help.js";
import { menu } from "../common/menu.js";
import { Notices } from "../common/notice.js";
import { ScaleBar } from "./scalebar.js";
import { Status } from "./status.js";
import { replaceButton, toolbar } from "../common/toolbar.js";

/** @import { Button } from "../common/toolbar.js" */
/** @import { Box } from "./tiles.js" */

/** How long a hint stays, in milliseconds. */
const HINT = 1_200;

/** @type {Button[][]} */
const BUTTONS = [
  [
    { action: "zoom-in", icon: "zoomIn", label: "Zoom in", key: "+" },
    { action: "zoom-out", icon: "zoomOut", label: "Zoom out", key: "-" },
    { action: "home", icon: "home", label: "Home", key: "0" },
  ],
  [
    { action: "colours", icon: "colours", label: "Colours", key: "C" },
    { action: "engine", icon: "engine", label: "Engine", key: "E" },
    { action: "save", icon: "save", label: "Save picture", key: "S" },
  ],
  [
    { action: "full-screen", icon: "fullScreen", label: "Full screen", key: "F" },
    { action: "help", icon: "help", label: "Help", key: "?" },
  ],
];

/** @type {Button} */
const LEAVE_FULL_SCREEN = { action: "full-screen", icon: "leaveFullScreen", label: "Leave full screen", key: "F" };

/** @type {[string, string][]} */
const HELP = [
  ["Wheel", "zoom about the pointer"],
  ["Drag, flick", "move"],
  ["Pinch", "zoom and move"],
  ["Double click", "zoom in, with Shift out"],
  ["Shift + drag", "zoom to a box"],
  ["Ctrl + wheel", "zoom without a click"],
  ["+ \u2212", "zoom by two"],
  ["Arrows", "move, with Shift further"],
  ["0, Home", "the first view"],
  ["F", "full screen"],
  ["C", "colours"],
  ["E", "engine"],
  ["S", "save the picture"],
  ["?", "this sheet"],
  ["Escape", "leave the view"],
];

/**
 * Everything around the picture: the root element, the line of progress, status, scale bar, buttons, notices.
 */
export class Chrome {
  canvas = element("canvas", { class: "its-canvas" });
  status = new Status();
  scaleBar = new ScaleBar();
  notices = new Notices();
  #bar = element("div", { class: "its-progress-bar" });
  #progress = element("div", { class: "its-progress", "aria-hidden": "true" }, this.#bar);
  #box = element("div", { class: "its-box" });
  #hint = element("div", { class: "its-hint" }, "Ctrl + wheel to zoom, click to take the wheel");
  #live = element("div", { class: "its-live", "aria-live": "polite" });
  #toolbar;
  /** @type {{kind: string, node: HTMLElement} | null} */
  #popup = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hintTimer;

  /**
   * @param {(action: string) => void} act
   * @param {AbortSignal} signal
   */
  constructor(act, signal) {
    this.#toolbar = toolbar(BUTTONS, act, signal);
    this.root = element(
      "div",
      {
        class: "its-view its-fractal",
        tabindex: "0",
        role: "application",
        "aria-roledescription": "zoomable picture",
        // JupyterLab's notebook would take letters and digits as commands.
        "data-lm-suppress-shortcuts": "true",
      },
      this.canvas,
      this.#box,
      this.#progress,
      this.status.node,
      this.scaleBar.node,
      this.#hint,
      this.notices.node,
      this.#toolbar,
      this.#live,
    );
    this.root.addEventListener(
      "fullscreenchange",
      () => replaceButton(this.#toolbar, this.isFullScreen ? LEAVE_FULL_SCREEN : /** @type {Button} */ (BUTTONS[2]?.[0])),
      { signal },
    );
    signal.addEventListener("abort", () => {
      clearTimeout(this.#hintTimer);
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

  /** @param {number} share of the tiles that have arrived */
  showProgress(share) {
    this.#bar.style.transform = `scaleX(${Math.max(0.04, share)})`;
    this.#progress.classList.toggle("its-active", share < 1);
  }

  /** @param {Box | null} box CSS pixels */
  showBox(box) {
    this.#box.classList.toggle("its-active", box !== null);
    if (!box) return;
    Object.assign(this.#box.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.right - box.left}px`,
      height: `${box.bottom - box.top}px`,
    });
  }

  showHint() {
    clearTimeout(this.#hintTimer);
    this.#hint.classList.add("its-active");
    this.#hintTimer = setTimeout(() => this.#hint.classList.remove("its-active"), HINT);
  }

  /** @param {string} text for those who hear the view */
  announce(text) {
    if (this.#live.textContent !== text) this.#live.textContent = text;
  }

  toggleHelp() {
    if (this.closePopup() === "help") return;
    this.#openPopup("help", helpSheet("Controls", HELP, () => this.closePopup()));
    this.#popup?.node.querySelector("button")?.focus({ preventScroll: true });
  }

  /**
   * @param {string} label
   * @param {string[]} names
   * @param {string} chosen
   * @param {(name: string) => void} choose
   */
  toggleMenu(label, names, chosen, choose) {
    if (this.closePopup() === label || names.length === 0) return;
    this.#openPopup(label, menu(label, names, chosen, { choose, close: () => this.closePopup() }));
    const item = this.#popup?.node.querySelector("[aria-checked=true]") ?? this.#popup?.node.querySelector("button");
    if (item instanceof HTMLElement) item.focus();
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
   * Close the menu or the sheet.
   *
   * @returns {string | null} what was open
   */
  closePopup() {
    const popup = this.#popup;
    this.#popup = null;
    if (!popup) return null;
    if (popup.node.matches(":focus-within")) this.root.focus({ preventScroll: true });
    popup.node.remove();
    return popup.kind;
  }

  /**
   * @param {string} kind
   * @param {HTMLElement} node
   */
  #openPopup(kind, node) {
    this.#popup = { kind, node };
    this.root.append(node);
  }
}
