import { SILENT } from "../comm/channel.js";
import { Actions, keyName } from "../input/actions.js";
import { listenToKeys } from "../input/keyboard.js";
import { holdWheel } from "../input/wheel.js";
import { element, setText } from "./dom.js";
import { helpSheet } from "./help.js";
import * as icons from "./icons.js";
import { menuOf } from "./menu.js";
import { Notices } from "./notices.js";
import { followTheme } from "./theme.js";
import { dress, findButton, fold, MORE, toolbar } from "./toolbar.js";

/** @import { Action } from "../input/actions.js" */
/** @import { Face } from "./toolbar.js" */

/** Milliseconds that a hint stays. */
const HINT = 1_200;
/** What is said of a picture that no kernel makes more of: on a page of its own, or in a notebook that was reopened. */
const SAVED = "This picture was saved with the notebook. Running its cell there brings it to life.";
/** The least share of the line of progress that is filled. */
const LEAST_SHARE = 0.04;

/** Icon and label of the full-screen button while the view fills the screen. */
const LEAVE_FULL_SCREEN = /** @type {Face} */ ({
  icon: icons.leaveFullScreen,
  label: "Leave full screen",
  keys: ["f"],
});

/**
 * The shell around the picture of every view: the root element, the line of progress, notices, hint, toolbar, popups,
 * full screen, focus, and announcements for screen readers.
 */
export class Shell {
  notices = new Notices();
  /** Ends what goes on, and says whether something did: what Escape does first. */
  ends = () => false;
  /** Whether nothing is shown but the picture that was saved with the page. */
  isSaved = true;
  #bar = element("div", { class: "its-progress-bar" });
  #progress = element("div", { class: "its-progress", "aria-hidden": "true" }, this.#bar);
  #hint = element("div", { class: "its-hint" }, "Ctrl + wheel to zoom, click to take the wheel");
  #live = element("div", { class: "its-live", "aria-live": "polite" });
  /** @type {{kind: string, node: HTMLElement, stop: AbortController} | null} */
  #popup = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hintTimer;
  /** @type {Action[]} those whose buttons there is no room for */
  #folded = [];

  /**
   * @param {object} view
   * @param {string} view.kind names the root's class
   * @param {string} view.description what it is, for screen readers
   * @param {Action[]} view.actions all but full screen, help and leaving, which every view has
   * @param {string[]} view.groups groups of actions that are in the toolbar, from the top; the last one, "page", is every view's
   * @param {boolean} view.hasKernel
   * @param {number} [view.floor] CSS pixels below the toolbar that are not its; without it, no button is left out
   * @param {HTMLElement} [view.stage] what the strips and the toolbar lie over, if not all of the view
   * @param {AbortSignal} signal
   */
  constructor({ kind, description, actions, groups, hasKernel, floor, stage }, signal) {
    this.hasKernel = hasKernel;
    this.actions = new Actions([...actions, ...this.#own(floor !== undefined)], hasKernel);
    this.root = element("div", {
      class: `its-view its-${kind}`,
      lang: "en", // whatever the page's language and direction are
      dir: "ltr",
      tabindex: "0",
      role: "application",
      "aria-roledescription": description,
    });
    /** What fills the screen and has the focus: the view, or all that it is shown together with. */
    this.frame = /** @type {HTMLElement} */ (this.root);
    this.stage = stage ?? this.root;
    const buttons = [...groups, "page"].map((group) => this.actions.buttons(group)).filter(({ length }) => length > 0);
    this.toolbar = toolbar(buttons, (id) => this.run(id), signal);
    this.stage.append(this.#progress, this.#hint, this.notices.node, this.toolbar);
    this.root.append(this.#live);
    listenToKeys(this.root, this.actions, (action, long) => this.#run(action, long), signal);
    holdWheel(this.root, () => this.takesWheel, signal);
    followTheme(this.root, signal);
    if (floor !== undefined) this.#foldToolbar(buttons.flat(), floor, signal);
    addEventListener("fullscreenchange", () => this.#showFullScreen(), { signal });
    signal.addEventListener("abort", () => {
      clearTimeout(this.#hintTimer);
      this.closePopup();
      this.notices.close();
    });
  }

  /**
   * Run an action of the view.
   *
   * @param {string} id
   */
  run(id) {
    const action = this.actions.find(id);
    if (action) this.#run(action, false);
  }

  /**
   * Show a button of the toolbar as pressed or not.
   *
   * @param {string} id
   * @param {boolean} pressed
   */
  press(id, pressed) {
    findButton(this.toolbar, id)?.setAttribute("aria-pressed", String(pressed));
  }

  /**
   * Let a button of the toolbar be pressed or not.
   *
   * @param {string} id
   * @param {boolean} enabled
   */
  enable(id, enabled) {
    const button = findButton(this.toolbar, id);
    button?.setAttribute("aria-disabled", String(!enabled)); // one that is disabled would lose the focus
  }

  /**
   * Say whether the kernel has stopped to answer.
   *
   * @param {boolean} silent
   */
  showSilence(silent) {
    const message = this.isSaved ? SAVED : `${SILENT} In a notebook, run the cell again.`;
    if (silent) this.notices.show("kernel", message, { dismissible: true });
    else this.notices.hide("kernel");
  }

  get isFullScreen() {
    return this.frame.matches(":fullscreen");
  }

  get hasFocus() {
    return this.frame.matches(":focus-within");
  }

  /** Whether the wheel is the view's without Ctrl. */
  get takesWheel() {
    return this.hasFocus || this.isFullScreen;
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

  /** @param {string} text for screen readers */
  announce(text) {
    setText(this.#live, text);
  }

  toggleHelp() {
    this.togglePopup("help", () => helpSheet("Controls", this.actions.help, () => this.closePopup()), this.root);
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
    const chosen = node.querySelector("[autofocus], [aria-checked=true], input:checked");
    const first = chosen ?? node.querySelector("button, input, select");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  }

  /** The kind of what is open. */
  get popup() {
    return this.#popup?.kind ?? null;
  }

  async toggleFullScreen() {
    try {
      if (this.isFullScreen) await document.exitFullscreen();
      else await this.frame.requestFullscreen();
      this.root.focus({ preventScroll: true });
    } catch {
      this.notices.show("full-screen", "This page does not allow full screen.", { duration: 3_000 });
    }
  }

  /** Leave what goes on, then what is open, then the view. */
  escape() {
    if (this.ends()) return;
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

  /**
   * @param {Action} action
   * @param {boolean} long
   */
  #run({ id, label, menu, run }, long) {
    const choices = menu?.();
    if (choices) this.togglePopup(id, () => menuOf(label, choices, () => this.closePopup()));
    else run?.(long);
  }

  /**
   * Keep the toolbar as short as there is room for.
   *
   * @param {Action[]} buttons
   * @param {number} floor
   * @param {AbortSignal} signal
   */
  #foldToolbar(buttons, floor, signal) {
    const foldable = buttons.filter(({ id }) => id !== MORE);
    const observer = new ResizeObserver(() => {
      this.#folded = fold(this.toolbar, foldable, this.stage.clientHeight - floor);
    });
    observer.observe(this.stage);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /** The menu of what has no button. */
  #more() {
    const isDisabled = (/** @type {string} */ id) => findButton(this.toolbar, id)?.ariaDisabled === "true";
    return {
      choices: this.#folded.map(({ id, label, keys: [key] = [] }) => ({
        ...{ name: id, text: label, disabled: isDisabled(id) },
        ...(key ? { keys: keyName(key) } : {}),
      })),
      choose: (/** @type {string} */ id) => {
        this.closePopup();
        this.run(id);
      },
    };
  }

  /**
   * @param {boolean} folds whether buttons may be left out
   * @returns {Action[]}
   */
  #own(folds) {
    /** @type {Action} */
    const more = { id: MORE, label: "More", icon: icons.more, group: "page", menu: () => this.#more() };
    return [
      ...(folds ? [more] : []),
      {
        id: "full-screen",
        label: "Full screen",
        icon: icons.fullScreen,
        keys: ["f"],
        group: "page",
        fold: 2,
        help: ["F", "full screen"],
        run: () => void this.toggleFullScreen(),
      },
      {
        id: "help",
        label: "Help",
        icon: icons.help,
        keys: ["?"],
        group: "page",
        fold: 2,
        help: ["?", "this sheet"],
        run: () => this.toggleHelp(),
      },
      { id: "escape", label: "Leave", keys: ["Escape"], help: ["Escape", "leave the view"], run: () => this.escape() },
    ];
  }

  #showFullScreen() {
    const [button, action] = [findButton(this.toolbar, "full-screen"), this.actions.find("full-screen")];
    if (button && action) dress(button, this.isFullScreen ? LEAVE_FULL_SCREEN : action);
  }
}
