/* Generated from js/src by `npm run build` in js/. Do not edit. */

// src/widget/ui/dom.js
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
function drawing(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// src/widget/ui/download.js
function download(file, name) {
  const url = URL.createObjectURL(file);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1e3);
}

// src/fractal/ui/save.js
function savePicture(canvas, [re, im]) {
  canvas.toBlob((blob) => {
    if (blob) download(blob, `julia_${re}_${im}.png`);
  }, "image/png");
}

// src/fractal/actions.js
var STEP = 80;
var LONG_STEP = 4;
function fractalActions(parts) {
  const step = (dx, dy) => (long) => {
    const length = long ? LONG_STEP * STEP : STEP;
    parts.view.step(-dx * length, -dy * length);
  };
  const choiceOf = (names, trait) => () => ({
    choices: parts.model.get(names).map((name) => ({ name })),
    chosen: parts.model.get(trait),
    choose: (name) => {
      parts.model.set(trait, name);
      parts.model.save_changes();
    }
  });
  return [
    { id: "wheel", label: "Zoom", help: ["Wheel", "zoom about the pointer"] },
    { id: "drag", label: "Move", help: ["Drag, flick", "move"] },
    { id: "pinch", label: "Zoom and move", help: ["Pinch", "zoom and move"] },
    { id: "double-click", label: "Zoom", help: ["Double click", "zoom in, with Shift out"] },
    { id: "box", label: "Zoom to a box", help: ["Shift + drag", "zoom to a box"] },
    { id: "ctrl-wheel", label: "Zoom", help: ["Ctrl + wheel", "zoom without a click"] },
    {
      id: "zoom-in",
      label: "Zoom in",
      icon: "zoomIn",
      keys: ["+", "="],
      group: "zoom",
      help: ["+ −", "zoom by two"],
      run: () => parts.view.zoom(1, null)
    },
    {
      id: "zoom-out",
      label: "Zoom out",
      icon: "zoomOut",
      keys: ["-", "_"],
      group: "zoom",
      run: () => parts.view.zoom(-1, null)
    },
    { id: "left", label: "Left", keys: ["ArrowLeft"], help: ["Arrows", "move, with Shift further"], run: step(-1, 0) },
    { id: "right", label: "Right", keys: ["ArrowRight"], run: step(1, 0) },
    { id: "up", label: "Up", keys: ["ArrowUp"], run: step(0, -1) },
    { id: "down", label: "Down", keys: ["ArrowDown"], run: step(0, 1) },
    {
      id: "home",
      label: "Home",
      icon: "home",
      keys: ["0", "Home"],
      group: "zoom",
      help: ["0, Home", "the first view"],
      run: () => parts.view.home()
    },
    {
      id: "colors",
      label: "Colors",
      icon: "colors",
      keys: ["c"],
      group: "picture",
      needsKernel: true,
      help: ["C", "colors"],
      menu: choiceOf("colormaps", "colormap")
    },
    {
      id: "engine",
      label: "Engine",
      icon: "engine",
      keys: ["e"],
      group: "picture",
      needsKernel: true,
      help: ["E", "engine"],
      menu: choiceOf("engines", "engine")
    },
    {
      id: "save",
      label: "Save picture",
      icon: "save",
      keys: ["s"],
      group: "picture",
      help: ["S", "save the picture"],
      run: () => savePicture(parts.chrome.canvas, parts.model.get("c"))
    }
  ];
}

// src/widget/input/actions.js
var Actions = class {
  #table;
  /**
   * @param {Action[]} table in the order of the buttons and of the help sheet
   * @param {boolean} hasKernel
   */
  constructor(table, hasKernel) {
    this.#table = table.filter(({ needsKernel }) => hasKernel || !needsKernel);
  }
  /**
   * The action of that name, if the view has it.
   *
   * @param {string} id
   */
  find(id) {
    return this.#table.find((action) => action.id === id);
  }
  /**
   * The action that a key stands for.
   *
   * @param {string} key as events have it
   */
  forKey(key2) {
    const name = key2.length === 1 ? key2.toLowerCase() : key2;
    return this.#table.find(({ keys }) => keys?.includes(name));
  }
  /**
   * The actions of a group that have buttons.
   *
   * @param {string} group
   */
  buttons(group) {
    return this.#table.filter((action) => action.group === group && action.icon);
  }
  /** The rows of the help sheet. */
  get help() {
    return this.#table.flatMap(({ help }) => help ? [help] : []);
  }
};
function keyName(key2) {
  if (key2 === " ") return "Space";
  return key2.length === 1 ? key2.toUpperCase() : key2;
}

// src/widget/input/keyboard.js
var FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea";
var PRESSED = "button, input, summary";
var CHOSEN = "input[type=radio]";
function listenToKeys(target2, actions, run, signal) {
  target2.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isOwn(event)) return;
      const action = actions.forKey(event.key);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      run(action, event.shiftKey);
    },
    { signal }
  );
}
function isOwn({ key: key2, target: target2 }) {
  if (!(target2 instanceof Element) || key2 === "Escape") return false;
  if (key2 === " " || key2 === "Enter") return target2.matches(PRESSED) || target2.matches(FIELDS);
  return target2.matches(FIELDS) || key2.startsWith("Arrow") && target2.matches(CHOSEN);
}

// src/widget/ui/icons.js
var PATHS = {
  zoomIn: ["M8 3.5v9", "M3.5 8h9"],
  zoomOut: ["M3.5 8h9"],
  home: ["M2.75 7.75 8 3l5.25 4.75", "M4.25 6.75v6h7.5v-6", "M6.75 12.5V9.5h2.5v3"],
  colors: [
    "M8 2.25c2.2 2.5 3.75 4.3 3.75 6.6a3.75 3.9 0 0 1-7.5 0c0-2.3 1.55-4.1 3.75-6.6z",
    "M8 10.75c1.1 0 1.75-.75 1.75-1.75"
  ],
  engine: ["M5 5h6v6H5z", "M6.75 5V2.75", "M9.25 5V2.75", "M6.75 13.25V11", "M9.25 13.25V11", "M5 6.75H2.75", "M5 9.25H2.75", "M13.25 6.75H11", "M13.25 9.25H11"],
  save: ["M8 2.75v7", "M5 7l3 3 3-3", "M3 12.75h10"],
  fullScreen: ["M3 6V3h3", "M10 3h3v3", "M13 10v3h-3", "M6 13H3v-3"],
  leaveFullScreen: ["M6 3v3H3", "M13 6h-3V3", "M10 13v-3h3", "M3 10h3v3"],
  help: ["M5.75 6a2.25 2.25 0 1 1 3.4 1.95C8.4 8.4 8 8.85 8 9.75", "M8 12.5v.01"],
  close: ["M4 4l8 8", "M12 4l-8 8"],
  check: ["M3.5 8.5l3 3 6-7"],
  play: ["M5 3.25v9.5L12.75 8z"],
  pause: ["M5.5 3.5v9", "M10.5 3.5v9"],
  back: ["M11.5 3.75 6.25 8l5.25 4.25z", "M4.25 4v8"],
  forward: ["M4.5 3.75 9.75 8 4.5 12.25z", "M11.75 4v8"],
  first: ["M8 4 4.25 8 8 12", "M12.75 4 9 8l3.75 4", "M2.5 4v8"],
  last: ["M8 4l3.75 4L8 12", "M3.25 4 7 8l-3.75 4", "M13.5 4v8"],
  loop: ["M3 8.5V7a2.5 2.5 0 0 1 2.5-2.5h7", "M10.5 2.5l2 2-2 2", "M13 7.5V9a2.5 2.5 0 0 1-2.5 2.5h-7", "M5.5 13.5l-2-2 2-2"],
  model: ["M2.75 4.5h3.5", "M9.75 4.5h3.5", "M8 2.75v3.5", "M2.75 11.5h6", "M12.25 11.5h1", "M10.5 9.75v3.5", "M6.25 4.5H8", "M8.75 11.5h1.75"],
  look: ["M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z", "M8 6.25a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5z"],
  hand: ["M8 2.5v11", "M2.5 8h11", "M6.25 4.25 8 2.5l1.75 1.75", "M6.25 11.75 8 13.5l1.75-1.75", "M4.25 6.25 2.5 8l1.75 1.75", "M11.75 6.25 13.5 8l-1.75 1.75"],
  add: ["M4.5 4.5v.01", "M3.25 9v.01", "M7 12.25v.01", "M6.75 7.25v.01", "M9 3.25v.01", "M11.5 8.5v5", "M9 11h5"],
  erase: ["M8.75 3.25l4 4-5.5 5.5h-2.5l-2-2 6-7.5z", "M5.75 6.5l4 4", "M7.25 12.75h6"]
};
function icon(name) {
  const attributes = { class: "its-icon", viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" };
  return drawing("svg", attributes, ...PATHS[name].map((d) => drawing("path", { d })));
}

// src/widget/ui/help.js
function helpSheet(title, entries, close) {
  const button = element("button", { type: "button", class: "its-button", title: "Close (Escape)", "aria-label": "Close" }, icon("close"));
  button.addEventListener("click", close);
  const list = element("dl", { class: "its-controls" });
  for (const [control, effect] of entries) {
    list.append(element("div", {}, element("dt", {}, control), element("dd", {}, effect)));
  }
  const sheet = element(
    "div",
    { class: "its-help", role: "dialog", "aria-label": title },
    element("div", { class: "its-sheet" }, element("header", {}, element("strong", {}, title), button), list)
  );
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) close();
  });
  return sheet;
}

// src/widget/ui/menu.js
function menuOf(label, { choices, chosen, choose }, close) {
  const labels = choices.map(({ name }) => name.replace(/^.*:/, ""));
  const items = choices.map(
    ({ name, swatch }, index) => element(
      "button",
      { type: "button", role: "menuitemradio", "aria-checked": String(name === chosen), tabindex: "-1", "data-name": name },
      icon("check"),
      element("span", { title: name }, labels[index] ?? name),
      ...swatch ? [element("span", { class: "its-swatch", style: `background: ${swatch}`, "aria-hidden": "true" })] : []
    )
  );
  const list = element("div", { class: "its-menu", role: "menu", "aria-label": label }, ...items);
  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("button") : null;
    if (!item?.dataset["name"]) return;
    for (const other of items) other.setAttribute("aria-checked", String(other === item));
    choose(item.dataset["name"]);
  });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    const index = items.findIndex((item) => item.matches(":focus"));
    const next = target(event.key, index, labels);
    if (next !== null) items[next]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
  });
  return list;
}
function target(key2, index, names) {
  const { length } = names;
  if (key2 === "ArrowDown") return (index + 1) % length;
  if (key2 === "ArrowUp") return (index - 1 + length) % length;
  if (key2 === "Home") return 0;
  if (key2 === "End") return length - 1;
  if (!/^\S$/.test(key2)) return null;
  const letter = key2.toLowerCase();
  for (let step = 1; step <= length; step++) {
    const candidate = (index + step) % length;
    if (names[candidate]?.toLowerCase().startsWith(letter)) return candidate;
  }
  return null;
}

// src/widget/ui/notices.js
var Notices = class {
  /** The element that holds the strips. */
  node = element("div", { class: "its-notices", role: "status", "aria-live": "polite" });
  /** @type {Map<string, {strip: HTMLElement, text: HTMLElement, timer: ReturnType<typeof setTimeout> | undefined}>} */
  #strips = /* @__PURE__ */ new Map();
  /**
   * @param {string} kind
   * @param {string} message
   * @param {object} [options]
   * @param {number} [options.duration] milliseconds; without it the strip stays until it is hidden
   * @param {Remedy[]} [options.remedies] buttons in the strip
   * @param {boolean} [options.dismissible]
   */
  show(kind, message, { duration, remedies = [], dismissible = false } = {}) {
    const known = this.#strips.get(kind);
    const { strip, text } = known ?? this.#make(kind, remedies, dismissible);
    clearTimeout(known?.timer);
    setText(text, message);
    const timer = duration === void 0 ? void 0 : setTimeout(() => this.hide(kind), duration);
    this.#strips.set(kind, { strip, text, timer });
  }
  /** @param {string} kind */
  hide(kind) {
    const known = this.#strips.get(kind);
    if (!known) return;
    clearTimeout(known.timer);
    known.strip.remove();
    this.#strips.delete(kind);
  }
  /** @param {string} kind */
  has(kind) {
    return this.#strips.has(kind);
  }
  close() {
    for (const kind of [...this.#strips.keys()]) this.hide(kind);
  }
  /**
   * @param {string} kind
   * @param {Remedy[]} remedies
   * @param {boolean} dismissible
   */
  #make(kind, remedies, dismissible) {
    const text = element("span");
    const strip = element("div", { class: "its-notice", "data-kind": kind }, text);
    for (const remedy of remedies) {
      const button = element("button", { type: "button", class: "its-remedy" }, remedy.label);
      button.addEventListener("click", () => remedy.act());
      strip.append(button);
    }
    if (dismissible) {
      const button = element("button", { type: "button", class: "its-dismiss", "aria-label": "Dismiss" }, icon("close"));
      button.addEventListener("click", () => this.hide(kind));
      strip.append(button);
    }
    this.node.append(strip);
    return { strip, text };
  }
};

// src/widget/ui/toolbar.js
function toolbar(groups, run, signal) {
  const bar = element("div", { class: "its-toolbar", role: "toolbar", "aria-label": "View", "aria-orientation": "vertical" });
  for (const group of groups) {
    bar.append(element("div", { class: "its-group" }, ...group.map(makeButton)));
  }
  bar.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset["action"]) run(button.dataset["action"]);
    },
    { signal }
  );
  return bar;
}
function findButton(bar, id) {
  return bar.querySelector(`button[data-action="${id}"]`);
}
function makeButton(action) {
  const node = element("button", { type: "button", class: "its-button", "data-action": action.id });
  dress(node, action);
  return node;
}
function dress(node, { icon: name, label, keys: [key2] = [] }) {
  node.replaceChildren(...name ? [icon(name)] : []);
  node.title = key2 ? `${label} (${keyName(key2)})` : label;
  node.setAttribute("aria-label", label);
  if (key2) node.setAttribute("aria-keyshortcuts", keyName(key2));
}

// src/widget/ui/shell.js
var HINT = 1200;
var LEAST_SHARE = 0.04;
var LEAVE_FULL_SCREEN = (
  /** @type {Face} */
  { icon: "leaveFullScreen", label: "Leave full screen", keys: ["f"] }
);
var Shell = class {
  notices = new Notices();
  #bar = element("div", { class: "its-progress-bar" });
  #progress = element("div", { class: "its-progress", "aria-hidden": "true" }, this.#bar);
  #hint = element("div", { class: "its-hint" }, "Ctrl + wheel to zoom, click to take the wheel");
  #live = element("div", { class: "its-live", "aria-live": "polite" });
  /** @type {{kind: string, node: HTMLElement, stop: AbortController} | null} */
  #popup = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hintTimer;
  /**
   * @param {object} view
   * @param {string} view.kind names the root's class
   * @param {string} view.description what it is, for screen readers
   * @param {Action[]} view.actions all but full screen, help and leaving, which every view has
   * @param {string[]} view.groups groups of actions that are in the toolbar, from the top; the last one, "page", is every view's
   * @param {boolean} view.hasKernel
   * @param {HTMLElement} [view.stage] what the strips and the toolbar lie over, if not all of the view
   * @param {AbortSignal} signal
   */
  constructor({ kind, description, actions, groups, hasKernel, stage }, signal) {
    this.hasKernel = hasKernel;
    this.actions = new Actions([...actions, ...this.#own()], hasKernel);
    this.root = element("div", {
      class: `its-view its-${kind}`,
      tabindex: "0",
      role: "application",
      "aria-roledescription": description,
      // JupyterLab's notebook would take letters and digits as commands.
      "data-lm-suppress-shortcuts": "true"
    });
    this.stage = stage ?? this.root;
    const buttons = [...groups, "page"].map((group) => this.actions.buttons(group)).filter(({ length }) => length > 0);
    this.toolbar = toolbar(buttons, (id) => this.run(id), signal);
    this.stage.append(this.#progress, this.#hint, this.notices.node, this.toolbar);
    this.root.append(this.#live);
    listenToKeys(this.root, this.actions, (action, long) => this.#run(action, long), signal);
    this.root.addEventListener("fullscreenchange", () => this.#showFullScreen(), { signal });
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
      this.notices.show("full-screen", "This page does not allow full screen.", { duration: 3e3 });
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
  /**
   * @param {Action} action
   * @param {boolean} long
   */
  #run({ id, label, menu, run }, long) {
    const choices = menu?.();
    if (choices) this.togglePopup(id, () => menuOf(label, choices, () => this.closePopup()));
    else run?.(long);
  }
  /** @returns {Action[]} */
  #own() {
    return [
      {
        id: "full-screen",
        label: "Full screen",
        icon: "fullScreen",
        keys: ["f"],
        group: "page",
        help: ["F", "full screen"],
        run: () => void this.toggleFullScreen()
      },
      { id: "help", label: "Help", icon: "help", keys: ["?"], group: "page", help: ["?", "this sheet"], run: () => this.toggleHelp() },
      { id: "escape", label: "Leave", keys: ["Escape"], help: ["Escape", "leave the view"], run: () => this.escape() }
    ];
  }
  #showFullScreen() {
    const [button, action] = [findButton(this.toolbar, "full-screen"), this.actions.find("full-screen")];
    if (button && action) dress(button, this.isFullScreen ? LEAVE_FULL_SCREEN : action);
  }
};

// src/widget/math/format.js
var MINUS = "−";
var FIGURE_SPACE = " ";
var THIN_SPACE = " ";
var SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
var LONGEST_FRACTION = 24;
function power(log2) {
  const log10 = log2 * Math.log10(2);
  let exponent = Math.floor(log10);
  let mantissa = (10 ** (log10 - exponent)).toFixed(1);
  if (mantissa === "10.0") {
    exponent += 1;
    mantissa = "1.0";
  }
  if (exponent < -2 || exponent > 2) return `${mantissa}e${exponent}`;
  return (Number(mantissa) * 10 ** exponent).toFixed(Math.max(0, 1 - exponent));
}
function complex([re, im]) {
  const sign = re.startsWith("-") ? MINUS : FIGURE_SPACE;
  return `${sign}${elide(re)} ${im.startsWith("-") ? MINUS : "+"} ${elide(im)}${THIN_SPACE}i`;
}
function elide(decimal) {
  const [whole2 = "", fraction] = decimal.replace(/^-/, "").split(".");
  if (fraction === void 0) return whole2;
  if (fraction.length <= LONGEST_FRACTION) return `${whole2}.${fraction}`;
  return `${whole2}.${fraction.slice(0, 6)}…${fraction.slice(-12)}`;
}
function whole(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}
function milliseconds(ms) {
  return ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}
function powerOfTen(exponent) {
  if (exponent >= -3 && exponent <= 3) return exponent < 0 ? (10 ** exponent).toFixed(-exponent) : String(10 ** exponent);
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}
function scaleBar(log2Pixel2, longest) {
  const log10Pixel = log2Pixel2 * Math.log10(2);
  const exponent = Math.floor(Math.log10(longest) + log10Pixel);
  return { exponent, length: 10 ** (exponent - log10Pixel) };
}

// src/fractal/ui/scalebar.js
var LONGEST = 160;
var SHARE = 0.2;
var ScaleBar = class {
  #label = element("span", { class: "its-scalebar-label" });
  #bar = element("span", { class: "its-scalebar-bar" });
  /** The element that holds the bar. */
  node = element("div", { class: "its-scalebar", "aria-hidden": "true" }, this.#label, this.#bar);
  /**
   * @param {number} log2Pixel log2 of a CSS pixel's side in the plane
   * @param {number} width of the view, CSS pixels
   */
  show(log2Pixel2, width) {
    const { exponent, length } = scaleBar(log2Pixel2, Math.min(LONGEST, SHARE * width));
    setText(this.#label, powerOfTen(exponent));
    this.#bar.style.width = `${length.toFixed(1)}px`;
  }
};

// src/fractal/viewport/coordinate.js
var DECIMAL = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i;
function parse(text, bits) {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError(`a coordinate must be a decimal number, got ${text}`);
  const [, sign, whole2 = "", fraction = "", power2 = "0"] = match;
  const exponent = Number(power2) - fraction.length;
  const digits = BigInt(whole2 + fraction) << BigInt(bits);
  const value = exponent < 0 ? divide(digits, 10n ** BigInt(-exponent)) : digits * 10n ** BigInt(exponent);
  return sign === "-" ? -value : value;
}
function format(value, bits, decimals) {
  const text = formatFixed(value, bits, decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "").replace(/^-0$/, "0") : text;
}
function formatFixed(value, bits, decimals) {
  const rounded = divide(value * 10n ** BigInt(decimals), 1n << BigInt(bits));
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const text = decimals > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  return rounded < 0n ? `-${text}` : text;
}
function precision(value, bits) {
  if (value === 0n) return 0;
  const zeros = (value & -value).toString(2).length - 1;
  return Math.max(0, bits - zeros);
}
function fromNumber(number, exponent, bits) {
  const whole2 = Math.floor(exponent);
  const mantissa = BigInt(Math.round(number * 2 ** (exponent - whole2) * 2 ** 32));
  return shift(mantissa, whole2 + bits - 32);
}
function toNumber(value, exponent) {
  const excess = Math.max(0, bitLength(value) - 64);
  return Number(value >> BigInt(excess)) * 2 ** (exponent + excess);
}
function scale(value, factor) {
  if (factor === 0) return 0n;
  const exponent = Math.floor(Math.log2(Math.abs(factor))) - 52;
  return shift(value * BigInt(Math.round(factor * 2 ** -exponent)), exponent);
}
function shift(value, places) {
  return places < 0 ? value >> BigInt(-places) : value << BigInt(places);
}
function bitLength(value) {
  return (value < 0n ? -value : value).toString(16).length * 4;
}
function divide(numerator, denominator) {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}

// src/fractal/viewport/viewport.js
var SPARE_DECIMALS = 6;
var EXACT_DECIMALS = 64;
function viewport(center2, log2Width, width, height) {
  if (!Number.isFinite(log2Width)) throw new RangeError(`log2_width must be finite, got ${log2Width}`);
  const bits = bitsFor(log2Width - Math.log2(width));
  return { x: parse(center2[0], bits), y: parse(center2[1], bits), bits, log2Width, width, height };
}
function log2Pixel(view) {
  return view.log2Width - Math.log2(view.width);
}
function resize(view, width, height) {
  return refine({ ...view, width, height });
}
function pan(view, dx, dy) {
  const pixel = log2Pixel(view);
  return {
    ...view,
    x: view.x - fromNumber(dx, pixel, view.bits),
    y: view.y + fromNumber(dy, pixel, view.bits)
  };
}
function zoom(view, log2Width, px, py) {
  const dx = px - view.width / 2;
  const dy = py - view.height / 2;
  return pan(refine({ ...pan(view, -dx, -dy), log2Width }), dx, dy);
}
function pointAt(view, px, py) {
  return pan(view, view.width / 2 - px, view.height / 2 - py);
}
function interpolate(from, to, fraction) {
  const bits = Math.max(from.bits, to.bits);
  const [start, end] = [widen(from, bits), widen(to, bits)];
  const span = end.log2Width - start.log2Width;
  const log2Width = start.log2Width + span * fraction;
  if (span > 0) {
    const gone = 2 ** (log2Width - end.log2Width) * expm1(start.log2Width - log2Width) / expm1(-span);
    return { ...start, ...between(start, end, Number.isFinite(gone) ? gone : fraction), log2Width };
  }
  const left = Math.abs(span) < 1e-9 ? 1 - fraction : expm1(log2Width - end.log2Width) / expm1(-span);
  return { ...start, ...between(end, start, left), log2Width };
}
function snap(view, step) {
  const half = view.bits + step - 1;
  const nearest = (value, size) => {
    const odd = BigInt(size % 2);
    const steps = shift(value, -half) - odd + 1n >> 1n;
    return shift(2n * steps + odd, half);
  };
  return { ...view, x: nearest(view.x, view.width), y: nearest(view.y, view.height) };
}
function center(view) {
  const decimals = decimalsOf(view) + SPARE_DECIMALS;
  const write = (value) => {
    const exact = precision(value, view.bits);
    return format(value, view.bits, exact <= EXACT_DECIMALS ? exact : decimals);
  };
  return [write(view.x), write(view.y)];
}
function describe(view, point) {
  const decimals = decimalsOf(view);
  return [formatFixed(point.x, point.bits, decimals), formatFixed(point.y, point.bits, decimals)];
}
function decimalsOf(view) {
  return Math.max(0, Math.ceil(-log2Pixel(view) * Math.log10(2)));
}
function refine(view) {
  return widen(view, Math.max(view.bits, bitsFor(log2Pixel(view))));
}
function widen(view, bits) {
  const places = bits - view.bits;
  return places === 0 ? view : { ...view, x: shift(view.x, places), y: shift(view.y, places), bits };
}
function bitsFor(pixel) {
  return 64 * Math.max(2, Math.ceil((64 - pixel) / 64));
}
function between(start, end, share) {
  return { x: start.x + scale(end.x - start.x, share), y: start.y + scale(end.y - start.y, share) };
}
function expm1(power2) {
  return Math.expm1(power2 * Math.LN2);
}

// src/fractal/ui/status.js
var Status = class {
  #point = element("span", { class: "its-figure its-point" });
  #width = element("span", { class: "its-value" });
  #iterations = element("span", { class: "its-value" });
  #time = element("span", { class: "its-value" });
  #engine = element("span", { class: "its-figure its-engine" });
  /** The element that holds the line. */
  node = element(
    "div",
    { class: "its-status", "aria-hidden": "true" },
    this.#point,
    element("span", { class: "its-figure its-view-width" }, "width ", this.#width),
    element("span", { class: "its-figure its-iterations" }, this.#iterations, " iterations"),
    element("span", { class: "its-figure its-time" }, this.#time, " ms/tile"),
    this.#engine
  );
  /**
   * @param {Viewport} view
   * @param {{x: number, y: number} | null} pointer device pixels
   */
  showView(view, pointer) {
    const { x, y } = pointer ?? { x: view.width / 2, y: view.height / 2 };
    const text = complex(describe(view, pointAt(view, x, y)));
    setText(this.#point, text);
    this.#point.style.minWidth = `${text.length}ch`;
    setText(this.#width, power(view.log2Width));
  }
  /**
   * @param {number | null} iterations
   * @param {number | null} ms per tile
   * @param {string} engine
   */
  showWork(iterations, ms, engine) {
    setText(this.#iterations, iterations === null ? "–" : whole(iterations));
    setText(this.#time, ms === null ? "–" : milliseconds(ms));
    setText(this.#engine, engine);
  }
};

// src/fractal/ui/chrome.js
var Chrome = class extends Shell {
  canvas = element("canvas", { class: "its-canvas" });
  status = new Status();
  scaleBar = new ScaleBar();
  #box = element("div", { class: "its-box" });
  /**
   * @param {Action[]} actions
   * @param {boolean} hasKernel
   * @param {AbortSignal} signal
   */
  constructor(actions, hasKernel, signal) {
    super({ kind: "fractal", description: "zoomable picture", actions, groups: ["zoom", "picture"], hasKernel }, signal);
    this.root.prepend(this.canvas, this.#box, this.status.node, this.scaleBar.node);
  }
  /** @param {Box | null} box CSS pixels */
  showBox(box) {
    this.#box.classList.toggle("its-active", box !== null);
    if (!box) return;
    Object.assign(this.#box.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.right - box.left}px`,
      height: `${box.bottom - box.top}px`
    });
  }
};

// src/widget/comm/identity.js
function viewId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// src/widget/ui/layout.js
var REPORT_DELAY = 100;
function layOut(model, root) {
  root.style.width = model.get("fluid") ? "100%" : `${model.get("width")}px`;
  root.style.height = `${model.get("height")}px`;
}
function reportWidth(model, chrome, signal) {
  let timer;
  const report = () => {
    const width = Math.round(chrome.root.getBoundingClientRect().width);
    if (width === 0 || chrome.isFullScreen || !model.get("fluid") || width === model.get("width")) return;
    model.set("width", width);
    model.save_changes();
  };
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(report, REPORT_DELAY);
  });
  observer.observe(chrome.root);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    observer.disconnect();
  });
}
function watchSize(canvas, resize2, signal) {
  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry || entry.contentRect.width === 0 || entry.contentRect.height === 0) return;
    const css = entry.contentRect;
    const device = entry.devicePixelContentBoxSize?.[0];
    const width = devicePixels(css.width, device?.inlineSize);
    const height = devicePixels(css.height, device?.blockSize);
    resize2(width, height, width / css.width);
  });
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas);
  }
  signal.addEventListener("abort", () => observer.disconnect());
}
function devicePixels(length, counted) {
  const expected = length * devicePixelRatio;
  return counted !== void 0 && Math.abs(counted - expected) < 1 ? counted : Math.round(expected);
}

// src/widget/input/pointer.js
var FLICK = 0.12;
var MEMORY = 100;
var SMALLEST_BOX = 6;
function listenToPointers(target2, hand, signal) {
  const pointers = /* @__PURE__ */ new Map();
  let track = [];
  let corner = null;
  const locate = (event) => {
    const { left, top } = target2.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const boxOf2 = (a, b) => ({
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y)
  });
  const on = (kind, listener) => target2.addEventListener(kind, listener, { signal });
  on("pointerdown", (event) => {
    if (event.button !== 0 || pointers.size === 2) return;
    const at = locate(event);
    target2.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at);
    hand.touch(at);
    corner = event.shiftKey && pointers.size === 1 ? at : null;
    track = [{ ...at, time: event.timeStamp }];
  });
  on("pointermove", (event) => {
    const at = locate(event);
    hand.hover(at);
    const before = pointers.get(event.pointerId);
    if (!before) return;
    if (corner) {
      hand.drawBox(boxOf2(corner, at));
    } else if (pointers.size === 2) {
      const [a, b] = pair(pointers);
      pointers.set(event.pointerId, at);
      const [c, d] = pair(pointers);
      hand.drag((c.x + d.x - a.x - b.x) / 2, (c.y + d.y - a.y - b.y) / 2);
      hand.pinch(Math.log2(gap(c, d) / gap(a, b)), { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 });
    } else {
      hand.drag(at.x - before.x, at.y - before.y);
      track = [...track.filter(({ time }) => event.timeStamp - time < MEMORY), { ...at, time: event.timeStamp }];
    }
    pointers.set(event.pointerId, at);
  });
  const lift = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) {
      track = [];
      return;
    }
    hand.release();
    if (corner) {
      const box = boxOf2(corner, locate(event));
      corner = null;
      hand.drawBox(null);
      const large = Math.min(box.right - box.left, box.bottom - box.top) >= SMALLEST_BOX;
      if (large && event.type === "pointerup") hand.zoomBox(box);
      return;
    }
    const [vx, vy] = velocity(track.filter(({ time }) => event.timeStamp - time < MEMORY));
    if (Math.hypot(vx, vy) >= FLICK) hand.flick(vx, vy);
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("pointerleave", () => hand.hover(null));
  on("dblclick", (event) => hand.doubleClick(event.shiftKey ? -1 : 1, locate(event)));
}
function pair(pointers) {
  const [a, b] = pointers.values();
  return [
    /** @type {Point} */
    a,
    /** @type {Point} */
    b
  ];
}
function gap(a, b) {
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
}
function velocity(track) {
  const [first, last] = [track[0], track.at(-1)];
  if (!first || !last || last.time - first.time < 8) return [0, 0];
  const time = last.time - first.time;
  return [(last.x - first.x) / time, (last.y - first.y) / time];
}

// src/fractal/protocol.js
var TILE_SIZE = 256;
var MAX_TILES = 512;
function toHex(index) {
  return index.toString(16);
}
function fromHex(text) {
  return text.startsWith("-") ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`);
}
function isReply(content) {
  if (typeof content !== "object" || content === null || !("kind" in content)) return false;
  return content.kind === "tiles" || content.kind === "accepted" || content.kind === "error";
}

// src/fractal/draw/picture.js
function posterPicture(poster, image) {
  return { image, view: viewport(poster.center, poster.log2_width, image.width, image.height) };
}
function snapshot(canvas, view) {
  const image = new OffscreenCanvas(canvas.width, canvas.height);
  const context = image.getContext("2d");
  if (!context) return null;
  context.drawImage(canvas, 0, 0);
  return { image, view };
}
function boxOf({ view: own }, view) {
  const bits = Math.max(own.bits, view.bits);
  const pixel = log2Pixel(view);
  const distance2 = (a, b) => toNumber((a << BigInt(bits - own.bits)) - (b << BigInt(bits - view.bits)), -bits - pixel);
  const scale2 = 2 ** (log2Pixel(own) - pixel);
  const left = view.width / 2 + distance2(own.x, view.x) - own.width / 2 * scale2;
  const top = view.height / 2 - distance2(own.y, view.y) - own.height / 2 * scale2;
  return { left, top, right: left + own.width * scale2, bottom: top + own.height * scale2 };
}

// src/fractal/tiles/tiles.js
var LARGEST_LOG2_SCALE = 0.25;
var EXACT = 1e-6;
function key({ z, x, y }) {
  return `${z}/${x.toString(16)}/${y.toString(16)}`;
}
function log2TileSide(z) {
  return 2 - z;
}
function log2TilePixel(z) {
  return log2TileSide(z) - Math.log2(TILE_SIZE);
}
function level(view, [lowest, highest]) {
  const z = Math.ceil(log2TilePixel(0) - log2Pixel(view) - LARGEST_LOG2_SCALE - EXACT);
  return Math.min(highest, Math.max(lowest, z));
}
function isExact(view, z) {
  return Math.abs(log2TilePixel(z) - log2Pixel(view)) < EXACT;
}
function log2WidthRange(view, [lowest, highest]) {
  const narrowest = Math.max(log2TilePixel(highest) + Math.log2(view.width), log2TileSide(highest) + 1);
  return [narrowest, log2TileSide(lowest) - Math.max(0, Math.log2(view.height / view.width))];
}
function cover(view, z, margin = 0) {
  const pixel = log2Pixel(view);
  const halfWidth = fromNumber(view.width * (0.5 + margin), pixel, view.bits);
  const halfHeight = fromNumber(view.height * (0.5 + margin), pixel, view.bits);
  const origin = 2n << BigInt(view.bits);
  const index = (value) => shift(value + origin, -log2TileSide(z) - view.bits);
  return {
    z,
    left: index(view.x - halfWidth),
    right: index(view.x + halfWidth - 1n),
    bottom: index(view.y - halfHeight),
    top: index(view.y + halfHeight - 1n)
  };
}
function* tilesOf({ z, left, right, bottom, top }) {
  for (let y = top; y >= bottom; y--) {
    for (let x = left; x <= right; x++) yield { z, x, y };
  }
}
function placement(view, z) {
  const pixel = log2Pixel(view);
  const { left: x0, top: y0 } = cover(view, z);
  const step = isExact(view, z) ? TILE_SIZE : 2 ** (log2TileSide(z) - pixel);
  const side = log2TileSide(z) + view.bits;
  const origin = 2n << BigInt(view.bits);
  const left = view.width / 2 + toNumber(shift(x0, side) - origin - view.x, -view.bits - pixel);
  const top = view.height / 2 - toNumber(shift(y0 + 1n, side) - origin - view.y, -view.bits - pixel);
  const [originX, originY] = step === TILE_SIZE ? [Math.round(left), Math.round(top)] : [left, top];
  return ({ x, y }) => {
    const column = Number(x - x0);
    const row = Number(y0 - y);
    return {
      left: Math.round(originX + column * step),
      top: Math.round(originY + row * step),
      right: Math.round(originX + (column + 1) * step),
      bottom: Math.round(originY + (row + 1) * step)
    };
  };
}
function nearestFirst(view, area, focus) {
  const place = placement(view, area.z);
  return Array.from(tilesOf(area), (tile) => {
    const box = place(tile);
    const dx = (box.left + box.right) / 2 - focus.x;
    const dy = (box.top + box.bottom) / 2 - focus.y;
    return { tile, distance: dx * dx + dy * dy };
  }).sort((a, b) => a.distance - b.distance).map(({ tile }) => tile);
}
function ancestor({ z, x, y }, levels2 = 1) {
  return { z: z - levels2, x: x >> BigInt(levels2), y: y >> BigInt(levels2) };
}
function descendants({ z, x, y }, levels2) {
  const places = BigInt(levels2);
  const last = (1n << places) - 1n;
  const [left, bottom] = [x << places, y << places];
  return tilesOf({ z: z + levels2, left, right: left + last, bottom, top: bottom + last });
}

// src/fractal/draw/canvas.js
var FADE = 120;
var ANCESTORS = 20;
var DESCENDANTS = 2;
function draw(context, { view, area, cache, pictures, now, still }) {
  const { width, height } = view;
  const present = [];
  const hidden = [];
  for (const tile of tilesOf(area)) {
    const entry = cache.get(key(tile));
    const alpha = entry?.bitmap ? still ? 1 : Math.min(1, (now - entry.born) / FADE) : 0;
    if (entry?.bitmap) present.push({ tile, entry, alpha });
    if (alpha < 1) hidden.push(tile);
  }
  context.globalAlpha = 1;
  context.clearRect(0, 0, width, height);
  if (hidden.length > 0) {
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "medium";
    for (const picture of pictures) drawImage(context, picture.image, boxOf(picture, view));
    for (const [z, tiles] of standIns(hidden, cache)) drawLevel(context, view, z, tiles);
  }
  const place = placement(view, area.z);
  context.imageSmoothingEnabled = !isExact(view, area.z);
  context.imageSmoothingQuality = "high";
  for (const { tile, entry, alpha } of present) {
    context.globalAlpha = alpha;
    if (entry.bitmap) drawImage(context, entry.bitmap, place(tile));
  }
  context.globalAlpha = 1;
  return present.some(({ alpha }) => alpha < 1);
}
function standIns(hidden, cache) {
  const levels2 = /* @__PURE__ */ new Map();
  const take = (tile) => {
    const bitmap = cache.get(key(tile))?.bitmap;
    if (!bitmap) return false;
    const level2 = levels2.get(tile.z) ?? /* @__PURE__ */ new Map();
    levels2.set(tile.z, level2.set(key(tile), { tile, bitmap }));
    return true;
  };
  for (const tile of hidden) {
    for (let up = 1; up <= ANCESTORS; up++) {
      if (take(ancestor(tile, up))) break;
    }
    for (let down = 1; down <= DESCENDANTS; down++) {
      for (const child of descendants(tile, down)) take(child);
    }
  }
  const z = hidden[0]?.z ?? 0;
  const order = (level2) => level2 < z ? level2 : 2 * z + ANCESTORS - level2;
  return [...levels2].sort(([a], [b]) => order(a) - order(b));
}
function drawLevel(context, view, z, tiles) {
  const place = placement(view, z);
  for (const { tile, bitmap } of tiles.values()) drawImage(context, bitmap, place(tile));
}
function drawImage(context, image, box) {
  const [scaleX, scaleY] = [(box.right - box.left) / image.width, (box.bottom - box.top) / image.height];
  if (!(scaleX > 0 && scaleY > 0)) return;
  const { width, height } = context.canvas;
  const left = Math.max(0, Math.floor(-box.left / scaleX) - 2);
  const top = Math.max(0, Math.floor(-box.top / scaleY) - 2);
  const right = Math.min(image.width, Math.ceil((width - box.left) / scaleX) + 2);
  const bottom = Math.min(image.height, Math.ceil((height - box.top) / scaleY) + 2);
  if (right <= left || bottom <= top) return;
  context.drawImage(
    image,
    left,
    top,
    right - left,
    bottom - top,
    box.left + left * scaleX,
    box.top + top * scaleY,
    (right - left) * scaleX,
    (bottom - top) * scaleY
  );
}

// src/widget/comm/decode.js
async function decode(png) {
  const image = new Image();
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new TypeError("not a PNG file in base64"));
    image.src = `data:image/png;base64,${png}`;
  });
  return createImageBitmap(image, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
}

// src/widget/math/glide.js
var EASE = 55;
var GLIDE = 160;
var Glide = class {
  #shown;
  #goal;
  #interpolate;
  #isThere;
  #tau = 0;
  /** @type {number | null} */
  #time = null;
  /**
   * @param {Value} value
   * @param {(from: Value, to: Value, fraction: number) => Value} interpolate
   * @param {(value: Value, goal: Value) => boolean} isThere whether what is left of the way cannot be seen
   */
  constructor(value, interpolate2, isThere2) {
    this.#shown = this.#goal = value;
    this.#interpolate = interpolate2;
    this.#isThere = isThere2;
  }
  get shown() {
    return this.#shown;
  }
  get goal() {
    return this.#goal;
  }
  get moving() {
    return this.#shown !== this.#goal;
  }
  /**
   * @param {Value} goal
   * @param {number} tau time constant in milliseconds; 0 goes at once
   */
  go(goal, tau) {
    this.#goal = goal;
    this.#tau = tau;
    if (tau === 0) this.#shown = goal;
    if (!this.moving) this.#time = null;
  }
  /** Stay where the value is now. */
  stop() {
    this.go(this.#shown, 0);
  }
  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the value moved
   */
  advance(now) {
    if (!this.moving) {
      this.#time = null;
      return false;
    }
    const elapsed = Math.max(0, now - (this.#time ?? now - 16));
    this.#time = now;
    const next = this.#interpolate(this.#shown, this.#goal, -Math.expm1(-elapsed / this.#tau));
    this.#shown = this.#isThere(next, this.#goal) ? this.#goal : next;
    return true;
  }
};

// src/fractal/viewport/motion.js
var FARTHEST_GLIDE = 0.5;
var FARTHEST_PAN = 3;
var FARTHEST_ZOOM = 12;
var ARRIVED_ZOOM = 2e-3;
var ARRIVED_PAN = 0.5;
var Motion = class {
  #glide;
  #range;
  /**
   * @param {Viewport} view
   * @param {readonly [number, number]} range levels that can be computed
   */
  constructor(view, range) {
    this.#range = range;
    this.#glide = new Glide(clamp(view, range), interpolate, isThere);
  }
  /** What the canvas shows now. */
  get shown() {
    return this.#glide.shown;
  }
  /** Where the motion will end. */
  get goal() {
    return this.#glide.goal;
  }
  get moving() {
    return this.#glide.moving;
  }
  /** Level of the tiles that the goal wants. */
  get level() {
    return level(this.goal, this.#range);
  }
  /** Level of the tiles to draw now. */
  get shownLevel() {
    return level(this.shown, this.#range);
  }
  /**
   * @param {readonly [number, number]} range
   */
  limit(range) {
    this.#range = range;
    this.jump(this.goal);
  }
  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   */
  resize(width, height) {
    this.jump(resize(this.goal, width, height));
  }
  /**
   * Zoom so that the point now shown under (px, py) ends there.
   *
   * @param {number} levels positive goes in
   * @param {number} px device pixels
   * @param {number} py device pixels
   * @param {boolean} eased
   * @returns {"in" | "out" | null} the end of the range that was hit
   */
  zoom(levels2, px, py, eased) {
    const [narrowest, widest] = log2WidthRange(this.goal, this.#range);
    const wanted = this.goal.log2Width - levels2;
    const log2Width = Math.min(widest, Math.max(narrowest, wanted));
    this.#glide.go(this.#confine(zoom(this.shown, log2Width, px, py)), eased ? EASE : 0);
    if (wanted < narrowest - ARRIVED_ZOOM) return "in";
    return wanted > widest + ARRIVED_ZOOM ? "out" : null;
  }
  /**
   * Show a rectangle of what is shown now.
   *
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  frame(box, eased) {
    const { width, height, log2Width } = this.shown;
    const share = Math.max((box.right - box.left) / width, (box.bottom - box.top) / height);
    const middle = pointAt(this.shown, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const view = zoom({ ...this.shown, ...middle }, log2Width + Math.log2(share), width / 2, height / 2);
    this.#glide.go(clamp(view, this.#range), eased ? EASE : 0);
  }
  /**
   * Move the picture with the hand.
   *
   * @param {number} dx device pixels
   * @param {number} dy device pixels
   */
  drag(dx, dy) {
    this.#glide.go(this.#confine(pan(this.shown, dx, dy)), 0);
  }
  /**
   * Move the picture by a step.
   *
   * @param {number} dx device pixels
   * @param {number} dy device pixels
   * @param {boolean} eased
   */
  step(dx, dy, eased) {
    this.#glide.go(this.#confine(pan(this.goal, dx, dy)), eased ? EASE : 0);
  }
  /**
   * Let the picture go with a speed; it slows down by itself, the fastest ones sooner.
   *
   * @param {number} vx device pixels per millisecond
   * @param {number} vy device pixels per millisecond
   */
  flick(vx, vy) {
    const glide = Math.min(GLIDE, FARTHEST_GLIDE * this.shown.width / Math.hypot(vx, vy));
    this.#glide.go(this.#confine(pan(this.shown, vx * glide, vy * glide)), glide);
  }
  /**
   * @param {DecimalPair} center
   * @param {number} log2Width
   * @param {boolean} eased
   */
  visit(center2, log2Width, eased) {
    const { width, height } = this.goal;
    this.#glide.go(clamp(viewport(center2, log2Width, width, height), this.#range), eased ? EASE : 0);
  }
  /**
   * Go where others are: eased if that is near enough to follow with the eye.
   *
   * @param {DecimalPair} center
   * @param {number} log2Width
   * @param {boolean} eased
   */
  follow(center2, log2Width, eased) {
    this.visit(center2, log2Width, eased);
    if (!this.#isNear(this.goal)) this.jump(this.goal);
  }
  /** @param {Viewport} view */
  jump(view) {
    this.#glide.go(clamp(view, this.#range), 0);
  }
  /** Stay where the picture is now. */
  stop() {
    this.#glide.stop();
  }
  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the picture moved
   */
  advance(now) {
    return this.#glide.advance(now);
  }
  /**
   * No hand moves the centre further out than half a tile of the shallowest level.
   *
   * @param {Viewport} view
   * @returns {Viewport}
   */
  #confine(view) {
    const reach = shift(1n, view.bits + log2TileSide(this.#range[0]) - 1);
    const within = (value) => value > reach ? reach : value < -reach ? -reach : value;
    return { ...view, x: within(view.x), y: within(view.y) };
  }
  /** @param {Viewport} view */
  #isNear(view) {
    if (Math.abs(view.log2Width - this.shown.log2Width) > FARTHEST_ZOOM) return false;
    const wider = view.log2Width > this.shown.log2Width ? view : this.shown;
    return distance(this.shown, view, log2Pixel(wider)) < FARTHEST_PAN * wider.width;
  }
};
function clamp(view, range) {
  const [narrowest, widest] = log2WidthRange(view, range);
  const log2Width = Math.min(widest, Math.max(narrowest, view.log2Width));
  return log2Width === view.log2Width ? view : zoom(view, log2Width, view.width / 2, view.height / 2);
}
function isThere(view, goal) {
  return Math.abs(view.log2Width - goal.log2Width) < ARRIVED_ZOOM && distance(view, goal, log2Pixel(goal)) < ARRIVED_PAN;
}
function distance(a, b, pixel) {
  const bits = Math.max(a.bits, b.bits);
  const dx = (a.x << BigInt(bits - a.bits)) - (b.x << BigInt(bits - b.bits));
  const dy = (a.y << BigInt(bits - a.bits)) - (b.y << BigInt(bits - b.bits));
  return Math.hypot(toNumber(dx, -bits - pixel), toNumber(dy, -bits - pixel));
}

// src/fractal/tiles/requests.js
var INTERVAL = 40;
var PATIENCE = 400;
var LONGEST_PATIENCE = 12800;
var SILENCE = 6e3;
var STALL = 1e4;
var Requests = class {
  #vid;
  #send;
  #clock;
  #onSilence;
  #seq = 0;
  /** The first request that may be answered: earlier ones were for another style. */
  #firstSeq = 1;
  /** @type {Set<string>} keys of the latest request that have not arrived */
  #asked = /* @__PURE__ */ new Set();
  /** @type {Wish | null} */
  #wish = null;
  #sentAt = -Infinity;
  /** @type {number | null} when the oldest request without any answer left */
  #waitingSince = null;
  #silent = false;
  #patience = PATIENCE;
  #repeated = false;
  /** @type {unknown} sends the wish that came too early */
  #flush = null;
  /** @type {unknown} repeats a request */
  #watch = null;
  /**
   * @param {object} options
   * @param {string} options.vid
   * @param {(request: ViewRequest) => void} options.send
   * @param {Clock} options.clock
   * @param {(silent: boolean) => void} options.onSilence told when the kernel stops and starts to answer
   */
  constructor({ vid, send, clock, onSilence }) {
    this.#vid = vid;
    this.#send = send;
    this.#clock = clock;
    this.#onSilence = onSilence;
  }
  /** When the latest request left, by the clock. */
  get sentAt() {
    return this.#sentAt;
  }
  /**
   * Ask for these tiles, unless all are on their way already. A newer wish replaces an older one.
   *
   * @param {Wish} wish
   */
  want(wish) {
    this.#wish = wish;
    if (wish.tiles.length === 0) {
      this.#cancelFlush();
      this.#cancelWatch();
      this.#waitingSince = null;
      this.#hear();
      return;
    }
    if (wish.tiles.slice(0, MAX_TILES).every((tile) => this.#asked.has(key(tile)))) return;
    const wait = this.#sentAt + INTERVAL - this.#clock.now();
    if (wait <= 0) this.#ask();
    else this.#flush ??= this.#clock.setTimeout(() => this.#sendLate(), wait);
  }
  /** The style changes: whatever was asked for before is stale. */
  restyle() {
    this.#firstSeq = this.#seq + 1;
    this.retry();
  }
  /** Ask again for what is wanted, also for what was refused. */
  retry() {
    this.#asked.clear();
    this.#patience = PATIENCE;
  }
  /**
   * Take note of a reply.
   *
   * @param {Reply} reply
   * @returns {boolean} whether the reply concerns this view and its present style
   */
  receive(reply) {
    if (reply.vid === null) return true;
    if (reply.vid !== this.#vid) return false;
    this.#hear();
    const latest = reply.seq === this.#seq || reply.seq === null;
    if (latest) this.#answered(reply);
    else if (this.#waitingSince !== null) this.#waitingSince = this.#sentAt;
    return reply.seq === null || reply.seq >= this.#firstSeq;
  }
  close() {
    this.#cancelFlush();
    this.#cancelWatch();
  }
  /** @param {Reply} reply to the latest request */
  #answered(reply) {
    this.#waitingSince = null;
    this.#cancelWatch();
    if (reply.kind === "error") return;
    if (reply.kind === "tiles") {
      for (const tile of reply.tiles) this.#asked.delete(`${reply.z}/${tile.x}/${tile.y}`);
      if (reply.tiles.length > 0) this.#patience = PATIENCE;
      this.#repeated = false;
    }
    if (this.#asked.size === 0) return;
    if (reply.kind === "tiles" && reply.remaining === 0) this.#arm(this.#patience);
    else if (!this.#repeated) this.#arm(STALL);
  }
  #hear() {
    if (!this.#silent) return;
    this.#silent = false;
    this.#onSilence(false);
  }
  #fallSilent() {
    if (this.#silent) return;
    this.#silent = true;
    this.#onSilence(true);
  }
  #sendLate() {
    this.#flush = null;
    if (this.#wish) this.want(this.#wish);
  }
  #ask() {
    const wish = this.#wish;
    if (!wish || wish.tiles.length === 0) return;
    const tiles = wish.tiles.slice(0, MAX_TILES);
    const anchor = (
      /** @type {Tile} */
      tiles[0]
    );
    this.#cancelFlush();
    this.#seq += 1;
    this.#asked = new Set(tiles.map(key));
    this.#sentAt = this.#clock.now();
    if (this.#waitingSince === null || this.#watch === null) this.#arm(this.#patience);
    this.#waitingSince ??= this.#sentAt;
    const request = {
      kind: "view",
      vid: this.#vid,
      seq: this.#seq,
      c: wish.style.c,
      max_iter: wish.style.max_iter,
      colormap: wish.style.colormap,
      engine: wish.style.engine,
      z: anchor.z,
      x: toHex(anchor.x),
      y: toHex(anchor.y),
      tiles: tiles.map(({ x, y }) => [Number(x - anchor.x), Number(y - anchor.y)])
    };
    try {
      this.#send(request);
    } catch {
      this.#fallSilent();
    }
  }
  #overdue() {
    this.#watch = null;
    const now = this.#clock.now();
    if (this.#waitingSince === null) {
      this.#repeated = true;
    } else if (now - this.#waitingSince >= SILENCE) {
      this.#fallSilent();
    }
    const age = now - this.#sentAt;
    if (age < PATIENCE) {
      this.#arm(PATIENCE - age);
      return;
    }
    this.#patience = Math.min(2 * this.#patience, LONGEST_PATIENCE);
    this.#ask();
  }
  /** @param {number} delay */
  #arm(delay) {
    this.#cancelWatch();
    this.#watch = this.#clock.setTimeout(() => this.#overdue(), delay);
  }
  #cancelWatch() {
    if (this.#watch !== null) this.#clock.clearTimeout(this.#watch);
    this.#watch = null;
  }
  #cancelFlush() {
    if (this.#flush !== null) this.#clock.clearTimeout(this.#flush);
    this.#flush = null;
  }
};

// src/fractal/tiles/cache.js
var Cache = class {
  /** @type {Map<string, Value>} */
  #entries = /* @__PURE__ */ new Map();
  #limit;
  #forget;
  /**
   * @param {number} limit entries kept
   * @param {(value: Value) => void} forget called with every value that leaves
   */
  constructor(limit, forget) {
    this.#limit = limit;
    this.#forget = forget;
  }
  get size() {
    return this.#entries.size;
  }
  /** @param {string} key */
  has(key2) {
    return this.#entries.has(key2);
  }
  /**
   * The value of a key, which counts as used now.
   *
   * @param {string} key
   * @returns {Value | undefined}
   */
  get(key2) {
    const value = this.#entries.get(key2);
    if (value !== void 0) {
      this.#entries.delete(key2);
      this.#entries.set(key2, value);
    }
    return value;
  }
  /**
   * @param {string} key
   * @param {Value} value
   */
  set(key2, value) {
    const old = this.#entries.get(key2);
    this.#entries.delete(key2);
    this.#entries.set(key2, value);
    if (old !== void 0 && old !== value) this.#forget(old);
    this.#trim();
  }
  /**
   * Keep at least this many entries from now on.
   *
   * @param {number} limit
   */
  allow(limit) {
    this.#limit = Math.max(this.#limit, limit);
  }
  clear() {
    const values = [...this.#entries.values()];
    this.#entries.clear();
    values.forEach(this.#forget);
  }
  #trim() {
    for (const [key2, value] of this.#entries) {
      if (this.#entries.size <= this.#limit) return;
      this.#entries.delete(key2);
      this.#forget(value);
    }
  }
};

// src/fractal/tiles/store.js
var LIMIT = 400;
var TileStore = class {
  /** @type {Cache<Entry>} */
  cache = new Cache(LIMIT, (entry) => entry.bitmap?.close());
  /** @type {Set<string>} */
  #decoding = /* @__PURE__ */ new Set();
  #style = 0;
  #changed;
  /** @param {() => void} changed called when a tile can be drawn */
  constructor(changed) {
    this.#changed = changed;
  }
  /** @param {Tile} tile */
  has(tile) {
    return this.cache.has(key(tile));
  }
  /**
   * Whether a tile is neither here nor about to be.
   *
   * @param {Tile} tile
   */
  lacks(tile) {
    return !this.has(tile) && !this.#decoding.has(key(tile));
  }
  /**
   * @param {number} z
   * @param {TileReply} reply
   */
  async add(z, reply) {
    const name = key({ z, x: fromHex(reply.x), y: fromHex(reply.y) });
    if (this.cache.has(name) || this.#decoding.has(name)) return;
    const style = this.#style;
    this.#decoding.add(name);
    const bitmap = await decode(reply.png).catch(() => null);
    if (style !== this.#style) {
      bitmap?.close();
      return;
    }
    this.#decoding.delete(name);
    this.cache.set(name, { bitmap, born: performance.now() });
    this.#changed();
  }
  /** Forget all tiles: the style has changed. */
  clear() {
    this.#style += 1;
    this.#decoding.clear();
    this.cache.clear();
  }
};

// src/fractal/traits.js
var INTERVAL2 = 100;
var ECHO = 1e3;
function styleOf(model) {
  return {
    c: model.get("c"),
    max_iter: model.get("max_iter"),
    colormap: model.get("colormap"),
    engine: model.get("engine")
  };
}
function sameStyle(a, b) {
  return sameNumber(a, b) && a.max_iter === b.max_iter && a.colormap === b.colormap && a.engine === b.engine;
}
function sameNumber(a, b) {
  return a.c[0] === b.c[0] && a.c[1] === b.c[1];
}
var Place = class {
  #model;
  #clock;
  #wroteAt = -Infinity;
  /** @type {string[]} what was written lately, oldest first */
  #written = [];
  #writing = false;
  /**
   * @param {AnyModel<Traits>} model
   * @param {Clock} clock
   */
  constructor(model, clock) {
    this.#model = model;
    this.#clock = clock;
  }
  /**
   * The model's view if others have changed it, null for an echo.
   *
   * @returns {{center: DecimalPair, log2Width: number} | null}
   */
  read() {
    if (this.#writing) return null;
    const place = this.#present();
    if (this.#clock.now() - this.#wroteAt > ECHO) this.#written.length = 0;
    if (this.#written.includes(JSON.stringify(place))) return null;
    return place;
  }
  /** Whether a write would come too early. */
  get early() {
    return this.#clock.now() - this.#wroteAt < INTERVAL2;
  }
  /**
   * @param {Viewport} view
   */
  tell(view) {
    const place = { center: center(view), log2Width: view.log2Width };
    const text = JSON.stringify(place);
    if (text === JSON.stringify(this.#present())) return;
    this.#wroteAt = this.#clock.now();
    this.#written.push(text);
    if (this.#written.length > 16) this.#written.shift();
    this.#writing = true;
    this.#model.set("center", place.center);
    this.#model.set("log2_width", place.log2Width);
    this.#writing = false;
    this.#model.save_changes();
  }
  /** @returns {{center: DecimalPair, log2Width: number}} */
  #present() {
    return { center: this.#model.get("center"), log2Width: this.#model.get("log2_width") };
  }
};
function atRest(view, z) {
  return isExact(view, z) ? snap(view, log2TilePixel(z)) : view;
}

// src/fractal/view.js
var UNDERLAY_LEVELS = 2;
var UNDERLAY_MARGIN = 0.5;
var NEWEST = 0.25;
var CLOCK = {
  now: () => performance.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer)
};
var FractalView = class {
  #model;
  #chrome;
  #context;
  #motion;
  #place;
  #requests;
  #store = new TileStore(() => this.schedule());
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Style} */
  #style;
  /** @type {Picture | null} */
  #poster = null;
  /** @type {Picture | null} what was shown before the style changed */
  #stale = null;
  /** @type {Point | null} device pixels */
  #pointer = null;
  /** Device pixels per CSS pixel; 0 until the view has a size. */
  #ratio = 0;
  #held = false;
  /** Whether the view has moved and not yet come to rest. */
  #unsettled = false;
  /** Whether the model does not know the goal. */
  #unwritten = false;
  #drawn = false;
  #frame = 0;
  /** @type {number | null} */
  #ms = null;
  /** @type {Map<number, number>} what "auto" meant for each level */
  #iterations = /* @__PURE__ */ new Map();
  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {string} vid
   */
  constructor(model, chrome, vid) {
    this.#model = model;
    this.#chrome = chrome;
    this.#context = /** @type {CanvasRenderingContext2D} */
    chrome.canvas.getContext("2d");
    this.#style = styleOf(model);
    this.#place = new Place(model, CLOCK);
    const { width, height } = chrome.canvas;
    this.#motion = new Motion(viewport(["0", "0"], 2, width, height), model.get("zoom_range"));
    this.follow();
    this.#motion.jump(this.#motion.goal);
    this.#requests = new Requests({
      vid,
      send: (request) => model.send(request),
      clock: CLOCK,
      onSilence: (silent) => {
        if (silent) chrome.notices.show("kernel", "The kernel is not answering. Run the cell again.");
        else chrome.notices.hide("kernel");
        this.schedule();
      }
    });
  }
  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    const { canvas } = this.#chrome;
    const isFirst = this.#ratio === 0;
    this.#ratio = ratio;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    this.#motion.resize(width, height);
    if (isFirst && this.#isHome) this.#settleHome();
    this.#step(performance.now());
  }
  /** The model's view has changed: go there, unless the change was this view's own. */
  follow() {
    const place = this.#place.read();
    if (!place) return;
    this.#try(() => this.#motion.follow(place.center, place.log2Width, this.#eased));
    this.#unsettled = this.#unwritten = false;
  }
  /** The range of levels has changed. */
  limit() {
    this.#motion.limit(this.#model.get("zoom_range"));
    this.schedule();
  }
  /** The style may have changed: keep the old picture below until the new tiles are there. */
  restyle() {
    const style = styleOf(this.#model);
    if (sameStyle(style, this.#style)) return;
    if (this.#drawn) this.#stale = snapshot(this.#chrome.canvas, this.#motion.shown);
    this.#style = style;
    this.#store.clear();
    this.#requests.restyle();
    this.#iterations.clear();
    this.#ms = null;
    this.#chrome.notices.hide("error");
    this.schedule();
  }
  /** The poster has changed. */
  async showPoster() {
    const poster = this.#model.get("poster");
    const image = poster && await decode(poster.png).catch(() => null);
    if (poster !== this.#model.get("poster")) return;
    this.#poster = poster && image ? posterPicture(poster, image) : null;
    this.schedule();
  }
  /** @param {Reply} reply */
  receive(reply) {
    if (!this.#requests.receive(reply)) return;
    if (reply.kind === "error" && reply.vid === null) {
      this.#chrome.notices.show("refused", reply.message, { duration: 6e3, dismissible: true });
    } else if (reply.kind === "error") {
      this.#chrome.notices.show("error", reply.message, {
        remedies: [{ label: "Try again", act: () => this.#retry() }],
        dismissible: true
      });
    } else if (reply.kind === "tiles") {
      this.#chrome.notices.hide("error");
      for (const tile of reply.tiles) {
        void this.#store.add(reply.z, tile);
        this.#ms = this.#ms === null ? tile.ms : this.#ms + NEWEST * (tile.ms - this.#ms);
        this.#iterations.set(reply.z, tile.max_iter);
      }
    }
    this.schedule();
  }
  /**
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   * @param {boolean} [eased]
   */
  zoom(levels2, at, eased = true) {
    const { width, height } = this.#motion.goal;
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [width / 2, height / 2];
    const end = this.#motion.zoom(levels2, x, y, eased && this.#eased);
    if (end === "in") this.#chrome.notices.show("limit", "This is as deep as the arithmetic goes.", { duration: 2500 });
    this.#moved();
  }
  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  drag(dx, dy) {
    this.#motion.drag(dx * this.#ratio, dy * this.#ratio);
    this.#moved();
  }
  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  step(dx, dy) {
    this.#motion.step(dx * this.#ratio, dy * this.#ratio, this.#eased);
    this.#moved();
  }
  /**
   * @param {number} vx CSS pixels per millisecond
   * @param {number} vy CSS pixels per millisecond
   */
  flick(vx, vy) {
    if (!this.#eased) return;
    this.#motion.flick(vx * this.#ratio, vy * this.#ratio);
    this.#moved();
  }
  /** @param {Box} box CSS pixels */
  zoomBox(box) {
    const ratio = this.#ratio;
    this.#motion.frame(
      { left: box.left * ratio, top: box.top * ratio, right: box.right * ratio, bottom: box.bottom * ratio },
      this.#eased
    );
    this.#moved();
  }
  home() {
    this.#try(() => this.#motion.visit(this.#model.get("home").center, this.#homeLog2Width, this.#eased));
    this.#moved();
  }
  /** @param {boolean} held whether a hand holds the picture */
  hold(held) {
    this.#held = held;
    if (held && this.#motion.moving) {
      this.#motion.stop();
      this.#moved();
    }
    this.schedule();
  }
  /** @param {Point | null} at CSS pixels */
  hover(at) {
    this.#pointer = at && { x: at.x * this.#ratio, y: at.y * this.#ratio };
    this.schedule();
  }
  schedule() {
    if (this.#frame === 0 && this.#ratio > 0) this.#frame = requestAnimationFrame((now) => this.#step(now));
  }
  close() {
    cancelAnimationFrame(this.#frame);
    this.#ratio = 0;
    this.#requests.close();
    this.#store.clear();
  }
  /** Wide enough that a flat view shows the whole height of the first one. */
  get #homeLog2Width() {
    const { width, height } = this.#motion.goal;
    const home = this.#model.get("home");
    return Math.max(home.log2_width, (home.log2_height ?? -Infinity) + Math.log2(width / height));
  }
  /** Whether the model is where it was made. */
  get #isHome() {
    const home = this.#model.get("home");
    return this.#model.get("log2_width") === home.log2_width && String(this.#model.get("center")) === String(home.center);
  }
  #settleHome() {
    const log2Width = this.#homeLog2Width;
    if (log2Width === this.#model.get("log2_width")) return;
    this.#motion.visit(this.#model.get("home").center, log2Width, false);
    this.#unsettled = this.#unwritten = true;
  }
  get #eased() {
    return !this.#stillness.matches;
  }
  #moved() {
    this.#unsettled = this.#unwritten = true;
    this.#chrome.notices.hide("view");
    if (this.#frame === 0 && this.#ratio > 0) this.#ask();
    this.schedule();
  }
  #retry() {
    this.#chrome.notices.hide("error");
    this.#requests.retry();
    this.schedule();
  }
  /**
   * Traits can come from a saved page: what cannot be read is said, and changes nothing.
   *
   * @param {() => void} act
   */
  #try(act) {
    try {
      act();
      this.#chrome.notices.hide("view");
    } catch (error) {
      this.#chrome.notices.show("view", error instanceof Error ? error.message : String(error), { dismissible: true });
    }
    this.schedule();
  }
  /** @param {number} now */
  #step(now) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#motion.advance(now);
    const resting = !this.#motion.moving && !this.#held;
    if (resting && this.#unsettled) {
      this.#motion.jump(atRest(this.#motion.goal, this.#motion.level));
      this.#unwritten = true;
    }
    const { asked, share } = this.#ask();
    const fading = this.#draw(now);
    if (share === 1) this.#chrome.notices.hide("error");
    if (share === 1 && !fading) this.#stale = null;
    if (!asked) this.#tellModel(resting);
    this.#tell(share, this.#motion.moving || fading || this.#unsettled);
    if (this.#motion.moving || fading || this.#unwritten) this.schedule();
  }
  /**
   * Ask for the tiles that the goal lacks, or else for those that may be wanted next.
   *
   * @returns {{asked: boolean, share: number}} whether a request left, and the share of the tiles that are here
   */
  #ask() {
    const goal = this.#motion.goal;
    const wanted = cover(goal, this.#motion.level);
    const total = [...tilesOf(wanted)];
    const missing = total.filter((tile) => !this.#store.has(tile)).length;
    this.#store.cache.allow(2 * total.length);
    const area = missing > 0 ? wanted : this.#underlay(wanted);
    const middle = { x: goal.width / 2, y: goal.height / 2 };
    const tiles = nearestFirst(goal, area, missing > 0 && this.#pointer || middle);
    const before = this.#requests.sentAt;
    this.#requests.want({ style: this.#style, tiles: tiles.filter((tile) => this.#store.lacks(tile)) });
    return { asked: this.#requests.sentAt !== before, share: 1 - missing / total.length };
  }
  /**
   * Few tiles with which a later zoom out or a long drag finds something to show.
   *
   * @param {Cover} wanted
   * @returns {Cover}
   */
  #underlay(wanted) {
    const z = wanted.z - UNDERLAY_LEVELS;
    const [lowest] = this.#model.get("zoom_range");
    return z - UNDERLAY_LEVELS < lowest ? wanted : cover(this.#motion.goal, z, UNDERLAY_MARGIN);
  }
  /**
   * @param {number} now
   * @returns {boolean} whether tiles are still fading in
   */
  #draw(now) {
    const view = this.#motion.shown;
    const poster = this.#model.get("poster");
    const matches = poster && sameNumber(poster, this.#style) && poster.colormap === this.#style.colormap;
    const pictures = [this.#stale, matches ? this.#poster : null].filter((picture) => picture !== null);
    this.#drawn ||= pictures.length > 0 || this.#store.cache.size > 0;
    return draw(this.#context, {
      view,
      area: cover(view, this.#motion.shownLevel),
      cache: this.#store.cache,
      pictures,
      now,
      still: !this.#eased
    });
  }
  /** @param {boolean} resting */
  #tellModel(resting) {
    if (!this.#unwritten || this.#place.early && !resting) return;
    this.#unwritten = false;
    if (resting) this.#unsettled = false;
    this.#place.tell(this.#motion.goal);
  }
  /**
   * @param {number} share of the tiles that are here
   * @param {boolean} busy
   */
  #tell(share, busy) {
    const chrome = this.#chrome;
    const view = this.#motion.shown;
    chrome.status.showView(view, this.#pointer);
    chrome.status.showWork(this.#iterations.get(this.#motion.level) ?? null, this.#ms, this.#style.engine);
    chrome.scaleBar.show(log2Pixel(view) + Math.log2(this.#ratio), view.width / this.#ratio);
    chrome.showProgress(share);
    if (chrome.notices.has("error") || chrome.notices.has("kernel") || chrome.notices.has("view")) {
      chrome.showState("error");
    } else if (!this.#drawn) {
      chrome.showState("loading");
    } else if (busy || share < 1) {
      chrome.showState("working");
    } else {
      chrome.showState("settled");
      chrome.announce(`Centre ${complex(describe(view, view))}, width ${power(view.log2Width)}`);
    }
  }
};

// src/widget/comm/version.js
function compareVersions(version, notices) {
  if (!version || version === "0.1.0") return notices.hide("version");
  const message = `Front end ${"0.1.0"}, kernel ${version}: restart the kernel and reload the page.`;
  return notices.show("version", message, { dismissible: true });
}

// src/widget/input/wheel.js
var LEVEL = 240;
var PINCH_LEVEL = 60;
var LARGEST_PINCH_STEP = 40;
var UNITS = [1, 33, 400];
function listenToWheel(target2, { takesWheel, zoom: zoom2, decline }, signal) {
  target2.addEventListener(
    "wheel",
    (event) => {
      if (!(event.ctrlKey || event.metaKey || takesWheel())) {
        decline();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const { left, top } = target2.getBoundingClientRect();
      zoom2(levels(event), { x: event.clientX - left, y: event.clientY - top });
    },
    { signal, passive: false }
  );
}
function levels(event) {
  const delta = event.deltaY === 0 && event.shiftKey ? event.deltaX : event.deltaY;
  const distance2 = delta * (UNITS[event.deltaMode] ?? 1);
  const pinched = event.ctrlKey && event.deltaMode === 0 && Math.abs(distance2) < LARGEST_PINCH_STEP;
  return Math.max(-1, Math.min(1, -distance2 / (pinched ? PINCH_LEVEL : LEVEL)));
}

// src/fractal/render.js
function render({ model, el }, { hasKernel = true } = {}) {
  const vid = viewId();
  const stop = new AbortController();
  const { signal } = stop;
  const parts = {
    model,
    get chrome() {
      return chrome;
    },
    get view() {
      return view;
    }
  };
  const chrome = new Chrome(fractalActions(parts), hasKernel, signal);
  const view = new FractalView(model, chrome, vid);
  listenToWheel(
    chrome.canvas,
    {
      takesWheel: () => chrome.hasFocus || chrome.isFullScreen,
      zoom: (levels2, at) => view.zoom(levels2, at),
      decline: () => chrome.showHint()
    },
    signal
  );
  listenToPointers(
    chrome.canvas,
    {
      touch: () => {
        chrome.closePopup();
        chrome.takeFocus();
        view.hold(true);
      },
      release: () => view.hold(false),
      drag: (dx, dy) => view.drag(dx, dy),
      pinch: (levels2, at) => view.zoom(levels2, at, false),
      flick: (vx, vy) => view.flick(vx, vy),
      drawBox: (box) => chrome.showBox(box),
      zoomBox: (box) => view.zoomBox(box),
      doubleClick: (levels2, at) => view.zoom(levels2, at),
      hover: (at) => view.hover(at)
    },
    signal
  );
  const on = (events, callback) => {
    for (const event of events.split(" ")) {
      model.on(event, callback);
      signal.addEventListener("abort", () => model.off(event, callback));
    }
  };
  const describe2 = () => {
    const [re, im] = model.get("c");
    chrome.root.setAttribute("aria-label", `Julia set of z² + c for c = ${re}, ${im}`);
  };
  on("msg:custom", (content) => {
    if (isReply(content)) view.receive(content);
  });
  on("change:center change:log2_width", () => view.follow());
  on("change:c change:max_iter change:colormap change:engine", () => view.restyle());
  on("change:zoom_range", () => view.limit());
  on("change:poster", () => void view.showPoster());
  on("change:c", describe2);
  on("change:version", () => compareVersions(model.get("version"), chrome.notices));
  describe2();
  compareVersions(model.get("version"), chrome.notices);
  el.append(chrome.root);
  on("change:width change:height change:fluid", () => layOut(model, chrome.root));
  layOut(model, chrome.root);
  watchSize(chrome.canvas, (width, height, ratio) => view.resize(width, height, ratio), signal);
  reportWidth(model, chrome, signal);
  void view.showPoster();
  return () => {
    stop.abort();
    view.close();
    chrome.root.remove();
    try {
      model.send({ kind: "close", vid });
    } catch {
    }
  };
}
var render_default = { render };
export {
  render_default as default,
  render
};
