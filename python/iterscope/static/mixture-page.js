/* Generated from js/src by `npm run build` in js/. Do not edit. */

// src/widget/comm/page.js
function showRecording(show) {
  const recording = JSON.parse(document.getElementById("iterscope-recording")?.textContent ?? "null");
  const el = document.getElementById("iterscope");
  if (!recording || !el) return;
  document.documentElement.style.colorScheme = "light dark";
  show(recording, el);
}

// src/widget/comm/standin.js
var StandIn = class {
  #traits;
  /** @type {Map<string, Set<Callback>>} */
  #callbacks = /* @__PURE__ */ new Map();
  /** @param {Traits} traits */
  constructor(traits) {
    this.#traits = traits;
  }
  /**
   * @template {keyof Traits} Name
   * @param {Name} name
   * @returns {Traits[Name]}
   */
  get(name) {
    return this.#traits[name];
  }
  /**
   * @template {keyof Traits & string} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    if (this.#traits[name] === value) return;
    this.#traits[name] = value;
    this.tell(`change:${name}`);
  }
  /** There is nobody to save for. */
  save_changes() {
  }
  /**
   * @param {string} event
   * @param {Callback} callback
   */
  on(event, callback) {
    const callbacks = this.#callbacks.get(event) ?? /* @__PURE__ */ new Set();
    this.#callbacks.set(event, callbacks.add(callback));
  }
  /**
   * @param {string} event
   * @param {Callback} callback
   */
  off(event, callback) {
    this.#callbacks.get(event)?.delete(callback);
  }
  /**
   * @param {string} event
   * @param {unknown} [content]
   */
  tell(event, content) {
    for (const callback of [...this.#callbacks.get(event) ?? []]) callback(content);
  }
};

// src/fit/playback/recorded.js
var REST = 1e3;
var RecordedModel = class extends StandIn {
  #messages;
  #clock;
  /** @type {unknown} */
  #timer = null;
  /** When the next step is due. */
  #due = 0;
  /**
   * @param {{traits: Traits, messages: Reply[]}} recording
   * @param {Ticker} clock
   */
  constructor({ traits, messages }, clock) {
    super({ ...traits, complete: true });
    this.#messages = messages;
    this.#clock = clock;
    this.#pace();
  }
  /**
   * @template {keyof Traits} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    const before = this.get(name);
    super.set(name, value);
    if (before !== value && (name === "playing" || name === "speed")) this.#pace();
  }
  /** @param {Request} request of which the recording can answer that for itself */
  send(request) {
    if (request.kind !== "open") return;
    this.#clock.setTimeout(() => {
      for (const message of this.#messages) this.tell("msg:custom", message);
    }, 0);
  }
  /** Start or stop the clock. */
  #pace() {
    this.#clock.clearTimeout(this.#timer);
    if (!this.get("playing")) return;
    this.#due = this.#clock.now();
    this.#wait(1e3 / this.get("speed"));
  }
  /** @param {number} delay milliseconds */
  #wait(delay) {
    this.#due += delay;
    this.#timer = this.#clock.setTimeout(() => this.#tick(), Math.max(0, this.#due - this.#clock.now()));
  }
  #tick() {
    const [index, length, loop] = [this.get("index"), this.get("n_steps"), this.get("loop")];
    const interval = 1e3 / this.get("speed");
    if (index < length - 1) {
      const late = Math.floor(Math.max(0, this.#clock.now() - this.#due) / interval);
      this.#due += late * interval;
      this.set("index", Math.min(index + 1 + late, length - 1));
      this.#wait(this.get("index") === length - 1 && loop ? REST : interval);
    } else if (loop) {
      this.set("index", 0);
      this.#wait(interval);
    } else {
      this.set("playing", false);
    }
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
function watchSize(canvas, resize3, signal) {
  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry || entry.contentRect.width === 0 || entry.contentRect.height === 0) return;
    const css2 = entry.contentRect;
    const device = entry.devicePixelContentBoxSize?.[0];
    const width = devicePixels(css2.width, device?.inlineSize);
    const height = devicePixels(css2.height, device?.blockSize);
    resize3(width, height, width / css2.width);
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

// src/widget/comm/version.js
function compareVersions(version, notices) {
  if (!version || version === "0.1.0") return notices.hide("version");
  const message = `Front end ${"0.1.0"}, kernel ${version}: restart the kernel and reload the page.`;
  return notices.show("version", message, { dismissible: true });
}

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

// src/widget/ui/fields.js
var names = 0;
function segments(label, choices, set) {
  const name = `its-field-${names++}`;
  const inputs = choices.map(([value]) => element("input", { type: "radio", name, value }));
  inputs.forEach((input, index) => input.addEventListener("change", () => set(
    /** @type {[Value, string]} */
    choices[index][0]
  )));
  const labels = choices.map(
    ([, text], index) => element(
      "label",
      { class: "its-segment" },
      /** @type {Node} */
      inputs[index],
      element("span", {}, text)
    )
  );
  return {
    node: labelled(label, element("div", { class: "its-segments", role: "radiogroup", "aria-label": label }, ...labels)),
    show: (value) => inputs.forEach((input) => input.checked = input.value === value)
  };
}
function choice(label, choices, set) {
  const select = element("select", { class: "its-select", "aria-label": label });
  select.append(...choices.map(([value, text]) => element("option", { value }, text)));
  select.addEventListener("change", () => set(select.value));
  return { node: labelled(label, select), show: (value) => select.value = value };
}
function number(label, { min, max = Infinity, integer = false, keeps = [] }, set) {
  const input = element("input", { class: "its-number", type: "text", inputmode: "decimal", "aria-label": label, autocomplete: "off" });
  let shown = "";
  const isAllowed = (value) => value >= min && value <= max && (!integer || Number.isInteger(value)) && Number.isFinite(value);
  const commit = () => {
    const text = input.value.trim();
    if (text === shown) return;
    if (keeps.includes(text)) set(text);
    else if (text !== "" && isAllowed(Number(text))) set(Number(text));
    else input.value = shown;
    input.removeAttribute("aria-invalid");
  };
  const nudge = (by) => {
    const value = Number(input.value);
    if (!Number.isFinite(value)) return;
    const next = integer ? value + by : value * 10 ** by;
    if (isAllowed(next)) set(integer ? next : Number(next.toPrecision(12)));
  };
  input.addEventListener("change", commit);
  input.addEventListener("input", () => {
    const text = input.value.trim();
    const wrong = text === "" || !(keeps.includes(text) || isAllowed(Number(text)));
    input.toggleAttribute("aria-invalid", wrong);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "ArrowUp") nudge(1);
    else if (event.key === "ArrowDown") nudge(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const nudger = (by) => {
    const button = element("button", { type: "button", class: "its-nudge", tabindex: "-1", "aria-hidden": "true" }, by < 0 ? "−" : "+");
    button.addEventListener("click", () => nudge(by));
    return button;
  };
  return {
    node: labelled(label, element("span", { class: "its-numeric" }, nudger(-1), input, nudger(1))),
    show: (value) => {
      shown = value === null ? "" : String(value);
      if (!input.matches(":focus") || input.value.trim() !== shown) input.value = shown;
    }
  };
}
function toggle(label, set) {
  const input = element("input", { type: "checkbox", role: "switch" });
  input.addEventListener("change", () => set(input.checked));
  return {
    node: element("label", { class: "its-field its-toggle" }, element("span", {}, label), input),
    show: (value) => input.checked = value
  };
}
function several(label, choices, set) {
  const inputs = choices.map(() => element("input", { type: "checkbox" }));
  const labels = choices.map(
    ([, text], index) => element(
      "label",
      { class: "its-segment" },
      /** @type {Node} */
      inputs[index],
      element("span", {}, text)
    )
  );
  for (const input of inputs) {
    input.addEventListener("change", () => set(choices.flatMap(([value], index) => inputs[index]?.checked ? [value] : [])));
  }
  return {
    node: labelled(label, element("div", { class: "its-segments", role: "group", "aria-label": label }, ...labels)),
    show: (values) => choices.forEach(([value], index) => inputs[index] && (inputs[index].checked = values.includes(value)))
  };
}
function action(text, act) {
  const button = element("button", { type: "button", class: "its-action" });
  setText(button, text);
  button.addEventListener("click", () => act(button));
  return button;
}
function labelled(label, control) {
  return element("div", { class: "its-field" }, element("span", { class: "its-field-label", "aria-hidden": "true" }, label), control);
}

// src/fit/panels/dims.js
var MOST_PAIRS = 8;
var VIEWS = [
  ["1", "Histogram"],
  ["2", "Plane"],
  ["3", "Cloud"]
];
function dimsPicker(names2, set) {
  let dims = [];
  const view = segments("View", VIEWS.slice(0, names2.length), (axes2) => set(resize(dims, Number(axes2), names2.length)));
  const axes = ["x", "y", "z"].map(
    (axis, position) => choice(axis, names2.map((name, dim) => [String(dim), name]), (dim) => set(replace(dims, position, Number(dim))))
  );
  const pairs = names2.length > 2 && names2.length <= MOST_PAIRS ? pairMatrix(names2, set) : null;
  const node = element("div", { class: "its-dims" }, view.node, element("div", { class: "its-axes" }, ...axes.map(({ node: axis }) => axis)));
  if (pairs) node.append(pairs.node);
  node.hidden = names2.length < 2;
  return {
    node,
    show: (value) => {
      dims = value;
      view.show(String(value.length));
      axes.forEach((axis, position) => {
        axis.node.hidden = position >= value.length || names2.length === 2;
        axis.show(String(value[position] ?? 0));
      });
      pairs?.show(value);
    }
  };
}
function resize(dims, length, features) {
  const others = Array.from({ length: features }, (_, dim) => dim).filter((dim) => !dims.includes(dim));
  return [...dims, ...others].slice(0, length);
}
function replace(dims, position, dim) {
  return dims.map((each, index) => index === position ? dim : each === dim ? dims[position] ?? each : each);
}
function pairMatrix(names2, set) {
  const cells = names2.flatMap(
    (yName, y) => names2.slice(0, y).map((xName, x) => {
      const label = `${xName} and ${yName}`;
      const cell = element("button", { type: "button", class: "its-pair", title: label, "aria-label": label });
      cell.style.gridArea = `${y} / ${x + 1}`;
      cell.addEventListener("click", () => set([x, y]));
      return { cell, x, y };
    })
  );
  const node = element("div", { class: "its-pairs", role: "group", "aria-label": "Pairs of features" }, ...cells.map(({ cell }) => cell));
  node.style.setProperty("--its-pairs", String(names2.length - 1));
  return {
    node,
    show: (dims) => {
      for (const { cell, x, y } of cells) {
        cell.setAttribute("aria-pressed", String(dims.length === 2 && dims.includes(x) && dims.includes(y)));
      }
    }
  };
}

// src/fit/panels/controls.js
var MOST_COMPONENTS = 64;
var LARGEST_SEED = 2 ** 32 - 1;
var PLANE_ONLY = /* @__PURE__ */ new Set(["density", "regression"]);
function panel(label, model, fields, actions, signal) {
  const node = element("div", { class: "its-panel", role: "dialog", "aria-label": label }, element("strong", {}, label));
  for (const [name, field] of fields) {
    node.append(field.node);
    field.show(model.get(name));
    const follow = () => field.show(model.get(name));
    model.on(`change:${name}`, follow);
    signal.addEventListener("abort", () => model.off(`change:${name}`, follow));
  }
  if (actions.length > 0) node.append(element("div", { class: "its-actions" }, ...actions));
  return node;
}
function modelPanel(model, set, { restart, starts, reset }, signal) {
  return panel(
    "Model",
    model,
    [
      ["algorithm", segments("Algorithm", [["em", "EM"], ["kmeans", "k-means"]], (value) => set("algorithm", value))],
      ["n_components", number("Components", { min: 1, max: MOST_COMPONENTS, integer: true }, (value) => set("n_components", value))],
      [
        "covariance_type",
        segments("Covariance", [["full", "full"], ["tied", "tied"], ["diag", "diag"], ["spherical", "sph."]], (value) => set("covariance_type", value))
      ],
      [
        "init_params",
        choice(
          "Start from",
          [["kmeans", "k-means"], ["k-means++", "k-means++"], ["random_from_data", "samples"], ["random", "random shares"]],
          (value) => set("init_params", value)
        )
      ],
      ["random_state", number("Seed", { min: 0, max: LARGEST_SEED, integer: true }, (value) => set("random_state", value))],
      ["reg_covar", number("reg_covar", { min: 0, keeps: ["relative"] }, (value) => set("reg_covar", value))],
      ["tol", number("Tolerance", { min: 0 }, (value) => set("tol", value))],
      ["max_iter", number("Iterations", { min: 0, max: 1e6, integer: true }, (value) => set("max_iter", value))],
      ["compare", toggle("k-means beside EM", (value) => set("compare", value))]
    ],
    [action("Another start", restart), action("Several starts", starts), action("Reset", reset)],
    signal
  );
}
function lookPanel(model, set, hasKernel, signal) {
  const fields = [
    ["dims", dimsPicker(model.get("feature_names"), (value) => set("dims", value))],
    ["colours", segments("Colours", [["blend", "Blended"], ["argmax", "Most likely"]], (value) => set("colours", value))],
    ["sigmas", several("Ellipses", [[1, "1σ"], [2, "2σ"], [3, "3σ"]], (value) => set("sigmas", value))],
    [
      "density",
      segments("Density", [["none", "None"], ["heat", "Heat"], ["contours", "Contours"]], (value) => set("density", value))
    ],
    ["fade", toggle("Fade uncertain points", (value) => set("fade", value))],
    ["trails", toggle("Trails of the means", (value) => set("trails", value))],
    ["regression", toggle("Regression of y on x", (value) => set("regression", value))]
  ];
  const offered = fields.filter(([name]) => hasKernel || name !== "density");
  const node = panel("View", model, offered, [], signal);
  const fold = () => {
    for (const [name, field] of offered) if (PLANE_ONLY.has(name)) field.node.hidden = model.get("dims").length !== 2;
  };
  fold();
  model.on("change:dims", fold);
  signal.addEventListener("abort", () => model.off("change:dims", fold));
  return node;
}

// src/fit/actions.js
var ITERATION = 2;
var STARTS = 6;
function fitActions(parts) {
  const set = (name, value) => parts.player.set(name, value);
  const restart = () => parts.link.send({ kind: "restart" });
  const starts = () => {
    parts.view.await("starts");
    parts.link.send({ kind: "starts", n: STARTS });
  };
  const reset = () => parts.link.send({ kind: "reset" });
  const openModel = () => parts.chrome.togglePopup("model", (signal) => modelPanel(parts.model, set, { restart, starts, reset }, signal));
  const openLook = () => parts.chrome.togglePopup("look", (signal) => lookPanel(parts.model, set, parts.chrome.hasKernel, signal));
  return [
    {
      id: "play",
      label: "Play",
      icon: "play",
      keys: [" "],
      group: "transport",
      help: ["Space", "play, pause"],
      run: () => parts.player.play()
    },
    {
      id: "back",
      label: "Half-step back",
      icon: "back",
      keys: ["ArrowLeft"],
      group: "transport",
      help: ["← →", "half-step back, forward; with Shift an iteration"],
      run: (long) => parts.player.step(long ? -ITERATION : -1)
    },
    {
      id: "forward",
      label: "Half-step forward",
      icon: "forward",
      keys: ["ArrowRight"],
      group: "transport",
      run: (long) => parts.player.step(long ? ITERATION : 1)
    },
    {
      id: "first",
      label: "First step",
      icon: "first",
      keys: ["Home"],
      group: "transport",
      help: ["Home, End", "first step, end of the fit"],
      run: () => parts.player.seek(0)
    },
    {
      id: "last",
      label: "To the end of the fit",
      icon: "last",
      keys: ["End"],
      group: "transport",
      run: () => parts.player.last()
    },
    { id: "slower", label: "Slower", keys: [","], help: [", .", "slower, faster"], run: () => parts.player.pace(false) },
    { id: "faster", label: "Faster", keys: ["."], run: () => parts.player.pace(true) },
    {
      id: "loop",
      label: "Play again and again",
      icon: "loop",
      keys: ["l"],
      group: "transport",
      help: ["L", "play again and again"],
      run: () => set("loop", !parts.model.get("loop"))
    },
    { id: "drag-mean", label: "Drag a mean", needsKernel: true, help: ["Drag a mean", "EM goes on from there"] },
    { id: "move", label: "Move the view", help: ["Drag, wheel", "move, zoom"] },
    {
      id: "zoom-in",
      label: "Zoom in",
      icon: "zoomIn",
      keys: ["+", "="],
      group: "zoom",
      help: ["+ − 0", "zoom, all of the data"],
      run: () => parts.view.zoom(1)
    },
    { id: "zoom-out", label: "Zoom out", icon: "zoomOut", keys: ["-", "_"], group: "zoom", run: () => parts.view.zoom(-1) },
    { id: "home", label: "All of the data", icon: "home", keys: ["0"], group: "zoom", run: () => parts.view.home() },
    { id: "hover", label: "Point at a sample", help: ["Hover", "shares of a point"] },
    {
      id: "use-look",
      label: "Move the view, drag a mean",
      icon: "hand",
      keys: ["h"],
      group: "tools",
      needsKernel: true,
      help: ["A, E, H", "add, erase points, hand"],
      run: () => parts.view.use("look")
    },
    {
      id: "use-add",
      label: "Add points",
      icon: "add",
      keys: ["a"],
      group: "tools",
      needsKernel: true,
      run: () => parts.view.use("add")
    },
    {
      id: "use-erase",
      label: "Erase points",
      icon: "erase",
      keys: ["e"],
      group: "tools",
      needsKernel: true,
      run: () => parts.view.use("erase")
    },
    {
      id: "model",
      label: "Model",
      icon: "model",
      keys: ["m"],
      group: "panels",
      needsKernel: true,
      help: ["M", "components, covariance, seed"],
      run: openModel
    },
    {
      id: "restart",
      label: "Another start",
      keys: ["n"],
      needsKernel: true,
      help: ["N, W", "another start, several"],
      run: restart
    },
    { id: "starts", label: "Several starts", keys: ["w"], needsKernel: true, run: starts },
    {
      id: "compare",
      label: "k-means beside EM",
      keys: ["k"],
      needsKernel: true,
      help: ["K", "k-means beside EM"],
      run: () => set("compare", !parts.model.get("compare"))
    },
    {
      id: "look",
      label: "View",
      icon: "look",
      keys: ["v"],
      group: "panels",
      help: ["V", "features, colors, density"],
      run: openLook
    },
    {
      id: "save",
      label: "Save picture",
      icon: "save",
      keys: ["s"],
      group: "page",
      help: ["S", "save the picture"],
      run: () => void parts.view.save()
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
    return this.#table.find((action2) => action2.id === id);
  }
  /**
   * The action that a key stands for.
   *
   * @param {string} key as events have it
   */
  forKey(key) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    return this.#table.find(({ keys }) => keys?.includes(name));
  }
  /**
   * The actions of a group that have buttons.
   *
   * @param {string} group
   */
  buttons(group) {
    return this.#table.filter((action2) => action2.group === group && action2.icon);
  }
  /** The rows of the help sheet. */
  get help() {
    return this.#table.flatMap(({ help }) => help ? [help] : []);
  }
};
function keyName(key) {
  if (key === " ") return "Space";
  return key.length === 1 ? key.toUpperCase() : key;
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
      const action2 = actions.forKey(event.key);
      if (!action2) return;
      event.preventDefault();
      event.stopPropagation();
      run(action2, event.shiftKey);
    },
    { signal }
  );
}
function isOwn({ key, target: target2 }) {
  if (!(target2 instanceof Element) || key === "Escape") return false;
  if (key === " " || key === "Enter") return target2.matches(PRESSED) || target2.matches(FIELDS);
  return target2.matches(FIELDS) || key.startsWith("Arrow") && target2.matches(CHOSEN);
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
  const list2 = element("dl", { class: "its-controls" });
  for (const [control, effect] of entries) {
    list2.append(element("div", {}, element("dt", {}, control), element("dd", {}, effect)));
  }
  const sheet = element(
    "div",
    { class: "its-help", role: "dialog", "aria-label": title },
    element("div", { class: "its-sheet" }, element("header", {}, element("strong", {}, title), button), list2)
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
  const list2 = element("div", { class: "its-menu", role: "menu", "aria-label": label }, ...items);
  list2.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("button") : null;
    if (!item?.dataset["name"]) return;
    for (const other of items) other.setAttribute("aria-checked", String(other === item));
    choose(item.dataset["name"]);
  });
  list2.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    const index = items.findIndex((item) => item.matches(":focus"));
    const next = target(event.key, index, labels);
    if (next !== null) items[next]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
  });
  return list2;
}
function target(key, index, names2) {
  const { length } = names2;
  if (key === "ArrowDown") return (index + 1) % length;
  if (key === "ArrowUp") return (index - 1 + length) % length;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  if (!/^\S$/.test(key)) return null;
  const letter = key.toLowerCase();
  for (let step = 1; step <= length; step++) {
    const candidate = (index + step) % length;
    if (names2[candidate]?.toLowerCase().startsWith(letter)) return candidate;
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
function makeButton(action2) {
  const node = element("button", { type: "button", class: "its-button", "data-action": action2.id });
  dress(node, action2);
  return node;
}
function dress(node, { icon: name, label, keys: [key] = [] }) {
  node.replaceChildren(...name ? [icon(name)] : []);
  node.title = key ? `${label} (${keyName(key)})` : label;
  node.setAttribute("aria-label", label);
  if (key) node.setAttribute("aria-keyshortcuts", keyName(key));
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
    listenToKeys(this.root, this.actions, (action2, long) => this.#run(action2, long), signal);
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
    const action2 = this.actions.find(id);
    if (action2) this.#run(action2, false);
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
  showProgress(share3) {
    this.#bar.style.transform = `scaleX(${Math.max(LEAST_SHARE, share3)})`;
    this.#progress.classList.toggle("its-active", share3 < 1);
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
    const [button, action2] = [findButton(this.toolbar, "full-screen"), this.actions.find("full-screen")];
    if (button && action2) dress(button, this.isFullScreen ? LEAVE_FULL_SCREEN : action2);
  }
};

// src/widget/math/format.js
var MINUS = "−";
var THIN_SPACE = " ";
var SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
var SMALLEST = -3;
var LARGEST = 6;
function whole(number2) {
  return String(number2).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}
function significant(value, digits = 4) {
  if (value === null || value === void 0 || Number.isNaN(value)) return "–";
  const sign = value < 0 ? MINUS : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return "0";
  const exponent = Number(size.toExponential(digits - 1).split("e")[1]);
  if (exponent < SMALLEST || exponent > LARGEST) {
    const [mantissa, power] = size.toExponential(1).split("e");
    return `${sign}${mantissa}${THIN_SPACE}×${THIN_SPACE}${powerOfTen(Number(power))}`;
  }
  return `${sign}${size.toFixed(Math.max(0, digits - 1 - exponent))}`;
}
function powerOfTen(exponent) {
  if (exponent >= -3 && exponent <= 3) return exponent < 0 ? (10 ** exponent).toFixed(-exponent) : String(10 ** exponent);
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

// src/fit/panels/mathml.js
var MATHML = "http://www.w3.org/1998/Math/MathML";
function math(tag, ...children) {
  const node = (
    /** @type {MathMLElement} */
    document.createElementNS(MATHML, tag)
  );
  node.append(...children);
  return node;
}
function row(...children) {
  return math("mrow", ...children.map(atom));
}
function sub(base, index) {
  return math("msub", atom(base), atom(index));
}
function sup(base, exponent) {
  return math("msup", atom(base), atom(exponent));
}
function fraction(numerator, denominator) {
  return math("mfrac", atom(numerator), atom(denominator));
}
function formula(content) {
  const node = math("math", content);
  node.setAttribute("displaystyle", "true");
  return node;
}
function sum(index) {
  const sign = math("mo", "∑");
  sign.setAttribute("largeop", "false");
  return math("msub", sign, atom(index));
}
function atom(part) {
  if (typeof part !== "string") return part;
  if (/^\p{L}{2}$/u.test(part)) return row(...part);
  const tag = /^\p{L}+$/u.test(part) ? "mi" : /^[\d.]+$/.test(part) ? "mn" : "mo";
  return math(tag, part);
}

// src/fit/panels/formula.js
var MOST_NUMBERS = 3;
var Formula = class {
  #expect = new Half("E", "expect", "How much of each point belongs to each component?");
  #maximize = new Half("M", "maximize", "Where does each component fit its points best?");
  /** The element that holds the line. */
  node = element("div", { class: "its-formula", "aria-hidden": "true" }, this.#expect.node, this.#maximize.node);
  #written = "";
  /**
   * @param {Live} live
   * @param {object} state
   * @param {Phase} state.phase
   * @param {Algorithm} state.algorithm
   * @param {CovarianceType} state.covarianceType
   * @param {string[]} state.palette
   */
  show(live2, { phase, algorithm, covarianceType, palette }) {
    const written = `${algorithm} ${covarianceType} ${live2.mean.length}`;
    if (written !== this.#written) this.#write(algorithm, covarianceType, live2.mean.length);
    this.#written = written;
    this.node.dataset["phase"] = phase;
    this.node.style.setProperty("--its-component", palette[live2.component] ?? "inherit");
    const figures = figuresOf(live2);
    for (const half of [this.#expect, this.#maximize]) half.fill(figures);
  }
  /**
   * @param {Algorithm} algorithm
   * @param {CovarianceType} type
   * @param {number} axes
   */
  #write(algorithm, type, axes) {
    if (algorithm === "kmeans") {
      this.#expect.typeset(nearest);
      this.#maximize.typeset((slot) => [share(slot), centre(slot, axes)]);
    } else {
      this.#expect.typeset(responsibility);
      this.#maximize.typeset((slot) => [weight(slot), mean(slot, axes), covariance(slot, type, axes)]);
    }
  }
};
var Half = class {
  #formula = element("div", { class: "its-half-formula" });
  /** @type {Map<string, MathMLElement[]>} */
  #slots = /* @__PURE__ */ new Map();
  /**
   * @param {string} letter
   * @param {"expect" | "maximize"} phase
   * @param {string} question that the half-step answers
   */
  constructor(letter, phase, question) {
    this.node = element(
      "div",
      { class: "its-half", "data-half": phase },
      element("span", { class: "its-half-name" }, letter),
      this.#formula,
      element("span", { class: "its-half-question" }, question)
    );
  }
  /** @param {(slot: Slot) => MathMLElement[]} write makes the formulas, with slots for their numbers */
  typeset(write2) {
    this.#slots.clear();
    const slot = (name) => {
      const node = math("mn");
      node.setAttribute("class", name === "k" ? "its-slot its-component" : "its-slot");
      this.#slots.set(name, [...this.#slots.get(name) ?? [], node]);
      return node;
    };
    this.#formula.replaceChildren(...write2(slot).map(formula));
  }
  /** @param {Record<string, string>} figures by the names of their slots */
  fill(figures) {
    for (const [name, nodes] of this.#slots) for (const node of nodes) setText(node, figures[name] ?? "–");
  }
};
function figuresOf({ component, row: n, share: r, part, total, winner, weight: w, mean: mu, covariance: sigma }) {
  const figures = {
    n: String(n),
    k: String(component),
    share: significant(r, 2),
    part: significant(part, 2),
    total: significant(total, 2),
    winner: winner < 0 ? "–" : String(winner),
    weight: significant(w, 2)
  };
  mu.forEach((value, i) => figures[`mean${i}`] = significant(value, 3));
  sigma.forEach((line2, i) => line2.forEach((value, j) => figures[`covariance${i}${j}`] = significant(value, 2)));
  return figures;
}
function responsibility(slot) {
  const term = (k) => row(sub("π", k), "𝒩", "(", sub("x", "n"), "∣", sub("μ", k), ",", sub("Σ", k), ")");
  return [
    row(sub("r", "nk"), "=", fraction(term("k"), row(sum("j"), term("j")))),
    row(sub("r", row(slot("n"), ",", slot("k"))), "=", fraction(slot("part"), slot("total")), "=", slot("share"))
  ];
}
function weight(slot) {
  return row(sub("π", slot("k")), "=", fraction(row(sum("n"), sub("r", "nk")), "N"), "=", slot("weight"));
}
function mean(slot, axes) {
  const weighted = fraction(row(sum("n"), sub("r", "nk"), sub("x", "n")), row(sum("n"), sub("r", "nk")));
  return row(sub("μ", slot("k")), "=", weighted, ...vector(slot, axes));
}
function covariance(slot, type, axes) {
  const [left, numerator, denominator] = COVARIANCES[type](slot);
  const regularized = type === "diag" || type === "spherical" ? ["+", "ε"] : ["+", "ε", "I"];
  return row(left, "=", fraction(numerator, denominator), ...regularized, ...matrix(slot, type, axes));
}
var COVARIANCES = {
  full: (slot) => [sub("Σ", slot("k")), row(sum("n"), sub("r", "nk"), off(), sup(off(), "⊤")), row(sum("n"), sub("r", "nk"))],
  tied: () => [row("Σ"), row(sum("nk"), sub("r", "nk"), off(), sup(off(), "⊤")), row("N")],
  diag: (slot) => [variance(slot), row(sum("n"), sub("r", "nk"), sup(off(), "2")), row(sum("n"), sub("r", "nk"))],
  spherical: (slot) => [variance(slot), row(sum("n"), sub("r", "nk"), ...distance()), row("d", sum("n"), sub("r", "nk"))]
};
function variance(slot) {
  return math("msubsup", math("mi", "σ"), slot("k"), math("mn", "2"));
}
function off() {
  return row("(", sub("x", "n"), "−", sub("μ", "k"), ")");
}
function distance() {
  return ["‖", sub("x", "n"), "−", sub("μ", "k"), sup("‖", "2")];
}
function nearest(slot) {
  return [
    row(sub("z", "n"), "=", sub(math("mi", "argmin"), "k"), ...distance()),
    row(sub("z", slot("n")), "=", slot("winner"))
  ];
}
function share(slot) {
  return row(fraction(row("|", sub("C", slot("k")), "|"), "N"), "=", slot("weight"));
}
function centre(slot, axes) {
  const members = fraction(row(sum(row("n", "∈", sub("C", "k"))), sub("x", "n")), row("|", sub("C", "k"), "|"));
  return row(sub("μ", slot("k")), "=", members, ...vector(slot, axes));
}
function vector(slot, axes) {
  if (axes > MOST_NUMBERS) return [];
  const values = Array.from({ length: axes }, (_, i) => slot(`mean${i}`));
  return axes === 1 ? ["=", ...values] : ["=", "(", ...values.flatMap((value, i) => i > 0 ? [",", value] : [value]), ")"];
}
function matrix(slot, type, axes) {
  if (type === "spherical" || axes === 1) return ["=", slot("covariance00")];
  if (axes > MOST_NUMBERS) return [];
  if (type === "diag") return ["=", "(", ...Array.from({ length: axes }, (_, i) => [...i > 0 ? [","] : [], slot(`covariance${i}${i}`)]).flat(), ")"];
  const rows = Array.from(
    { length: axes },
    (_, i) => math("mtr", ...Array.from({ length: axes }, (__, j) => math("mtd", slot(`covariance${i}${j}`))))
  );
  return ["=", row("(", math("mtable", ...rows), ")")];
}

// src/fit/panels/weights.js
var NUMBERED = 12;
var DECIMALS = 3;
var Bars = class {
  /** The element that holds the bars. */
  node = element("div", { class: "its-bars" });
  /** @type {{row: HTMLElement, bar: HTMLElement, number: HTMLElement}[]} */
  #rows = [];
  #colours = "";
  /**
   * @param {number[]} shares
   * @param {string[]} palette colours of the components
   * @param {{hovered?: number | null, degenerate?: number[]}} [marks]
   */
  show(shares, palette, { hovered = null, degenerate = [] } = {}) {
    const colours = `${shares.length} ${palette.join(" ")}`;
    if (colours !== this.#colours) this.#make(shares.length, palette);
    this.#colours = colours;
    this.#rows.forEach(({ row: row2, bar, number: number2 }, component) => {
      bar.style.transform = `scaleX(${shares[component] ?? 0})`;
      setText(number2, (shares[component] ?? 0).toFixed(DECIMALS));
      row2.classList.toggle("its-hovered", component === hovered);
      row2.classList.toggle("its-degenerate", degenerate.includes(component));
    });
  }
  /**
   * @param {number} length
   * @param {string[]} palette
   */
  #make(length, palette) {
    this.node.classList.toggle("its-dense", length > NUMBERED);
    this.#rows = Array.from({ length }, (_, component) => {
      const bar = element("div", { class: "its-bar" });
      bar.style.background = palette[component] ?? "";
      const number2 = element("span", { class: "its-bar-number" });
      const name = element("span", { class: "its-bar-name" }, String(component));
      name.style.borderColor = palette[component] ?? "";
      const row2 = element(
        "div",
        { class: "its-bar-row", "data-component": String(component) },
        name,
        element("div", { class: "its-bar-track" }, bar),
        number2
      );
      return { row: row2, bar, number: number2 };
    });
    this.node.replaceChildren(...this.#rows.map(({ row: row2 }) => row2));
  }
};
var Weights = class {
  #bars = new Bars();
  #title = element("span");
  /** The element that holds title and bars. */
  node = element("figure", { class: "its-weights" }, element("figcaption", {}, this.#title), this.#bars.node);
  /** @param {(component: number | null) => void} hover */
  constructor(hover) {
    this.#bars.node.addEventListener("pointerover", (event) => {
      const row2 = event.target instanceof Element ? event.target.closest("[data-component]") : null;
      hover(row2 ? Number(row2.getAttribute("data-component")) : null);
    });
    this.#bars.node.addEventListener("pointerleave", () => hover(null));
  }
  /**
   * @param {{weights: number[], degenerate: number[]}} step
   * @param {string[]} palette
   * @param {number | null} hovered
   * @param {string} title
   */
  show({ weights, degenerate }, palette, hovered, title) {
    setText(this.#title, title);
    this.#bars.show(weights, palette, { hovered, degenerate });
  }
};

// src/fit/panels/hover.js
var MOST_VALUES = 4;
var GAP = 14;
var HoverCard = class {
  #title = element("strong");
  #values = element("span", { class: "its-card-values" });
  #bars = new Bars();
  /** The element that holds the card. */
  node = element("div", { class: "its-card", "aria-hidden": "true" }, this.#title, this.#values, this.#bars.node);
  /**
   * @param {Hover | null} hover
   * @param {{featureNames: string[], palette: string[], width: number, height: number}} scene CSS pixels
   */
  show(hover, { featureNames, palette, width, height }) {
    this.node.classList.toggle("its-active", hover !== null);
    if (!hover) return;
    setText(this.#title, hover.row === null ? `Component ${hover.component}` : `Point ${hover.row}`);
    const values = hover.values.slice(0, MOST_VALUES).map((value, dim) => `${featureNames[dim] ?? dim} ${significant(value, 3)}`);
    setText(this.#values, `${values.join("  ")}${hover.values.length > MOST_VALUES ? " …" : ""}`);
    this.#bars.node.hidden = hover.responsibilities === null;
    if (hover.responsibilities) this.#bars.show(hover.responsibilities, palette);
    const { x, y } = hover.at;
    const { offsetWidth, offsetHeight } = this.node;
    const left = x + GAP + offsetWidth > width ? x - GAP - offsetWidth : x + GAP;
    const top = Math.max(4, Math.min(y - offsetHeight / 2, height - offsetHeight - 4));
    this.node.style.transform = `translate(${Math.round(Math.max(4, left))}px, ${Math.round(top)}px)`;
  }
};

// src/fit/draw/ticks.js
var SMALLEST2 = -2;
var LARGEST2 = 5;
var DIGITS = 5;
function ticks(origin, span, from, to, most) {
  const range = (to - from) * span;
  const rough = range / Math.max(1, most);
  let power = Math.floor(Math.log10(rough));
  let digit = [1, 2, 5].find((candidate) => candidate >= rough / 10 ** power * (1 - 1e-9));
  if (digit === void 0) [digit, power] = [1, power + 1];
  const step = digit * 10 ** power;
  const middle = origin + (from + to) / 2 * span;
  const isFar = Math.abs(middle) > 10 ** DIGITS * step;
  const offset = isFar ? Math.round(middle / (1e3 * step)) * 1e3 * step : 0;
  const start = offset - origin;
  const largest2 = Math.max(Math.abs(origin + from * span - offset), Math.abs(origin + to * span - offset));
  const magnitude = Math.floor(Math.log10(largest2));
  const exponent = magnitude < SMALLEST2 || magnitude >= LARGEST2 ? magnitude : 0;
  const marks = [];
  const last = Math.floor((origin - offset + to * span) / step + 1e-9);
  for (let count = Math.ceil((origin - offset + from * span) / step - 1e-9); count <= last; count++) {
    const number2 = count * digit * 10 ** (power - exponent);
    const label = number2.toFixed(Math.max(0, exponent - power));
    marks.push({ unit: (start + count * step) / span, label: label.replace("-", "−") });
  }
  return { marks, exponent, offset };
}
function titleOf(name, { exponent, offset }) {
  const scale = exponent === 0 ? "" : ` × ${powerOfTen(exponent)}`;
  const size = Math.abs(offset);
  const shift = offset === 0 ? "" : ` ${offset < 0 ? "−" : "+"} ${size < 1e15 && size % 1 === 0 ? whole(size) : size}`;
  return `${name}${scale}${shift}`;
}

// src/fit/panels/plot.js
var MARGIN = { top: 8, right: 8, bottom: 5, left: 8 };
var ROW = 26;
var FAR = 8;
var FAR_DECADES = 2;
var clips = 0;
var Plot = class {
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #grid = drawing("g", { class: "its-plot-grid" });
  #curve = drawing("path", { class: "its-plot-curve" });
  #past = drawing("path", { class: "its-plot-past" });
  #level = drawing("g", { class: "its-plot-level" });
  #window = drawing("rect", { x: "0", y: "0" });
  #ghost = drawing("line", { class: "its-plot-ghost" });
  #now = drawing("circle", { class: "its-plot-now", r: "3.5" });
  #svg;
  #isLogarithmic;
  #width = 0;
  #height = 0;
  /** @type {{samples: Sample[], end: number, level: {value: number, label: string} | null}} */
  #data = { samples: [], end: 1, level: null };
  /** @type {(value: number) => number} pixels from the top */
  #place = () => 0;
  #index = 0;
  /**
   * @param {boolean} isLogarithmic
   * @param {object} host
   * @param {(share: number) => void} host.seek share of the axis from its left end
   * @param {(held: boolean) => void} host.hold
   * @param {(share: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor(isLogarithmic, { seek, hold, hover }, signal) {
    this.#isLogarithmic = isLogarithmic;
    const clip = `its-plot-clip-${clips++}`;
    this.#past.setAttribute("clip-path", `url(#${clip})`);
    this.#svg = drawing(
      "svg",
      { class: "its-plot-svg", "aria-hidden": "true" },
      drawing("clipPath", { id: clip }, this.#window),
      this.#curve,
      this.#past,
      this.#grid,
      this.#level,
      this.#ghost,
      this.#now
    );
    this.node = element(
      "figure",
      { class: "its-plot" },
      element("figcaption", {}, this.#title, this.#value),
      element("div", { class: "its-plot-area" }, this.#svg)
    );
    this.#listen(seek, hold, hover, signal);
  }
  /** @param {string} title */
  set title(title) {
    setText(this.#title, title);
  }
  /**
   * @param {Sample[]} samples
   * @param {number} end index at the right end
   * @param {{value: number, label: string} | null} level a dashed line
   */
  show(samples, end, level) {
    this.#data = { samples, end, level };
    this.#draw();
  }
  /**
   * @param {number} index of the step that is shown
   * @param {string} text its value
   */
  mark(index, text) {
    setText(this.#value, text);
    this.#index = index;
    this.#mark();
  }
  /** @param {number | null} index of the step that is pointed at somewhere */
  point(index) {
    this.#ghost.classList.toggle("its-active", index !== null);
    if (index !== null) this.#ghost.style.transform = `translateX(${this.#at(index)}px)`;
  }
  #mark() {
    const index = this.#index;
    const x = this.#at(index);
    this.#window.setAttribute("width", String(Math.max(0, x)));
    const sample = this.#data.samples.filter((candidate) => candidate.index <= index).at(-1);
    this.#now.style.display = sample ? "" : "none";
    if (sample) this.#now.style.transform = `translate(${this.#at(sample.index)}px, ${this.#place(sample.value)}px)`;
  }
  /** @param {number} index */
  #at(index) {
    return MARGIN.left + index / this.#data.end * (this.#width - MARGIN.left - MARGIN.right);
  }
  /**
   * @param {(share: number) => void} seek
   * @param {(held: boolean) => void} hold
   * @param {(share: number | null) => void} hover
   * @param {AbortSignal} signal
   */
  #listen(seek, hold, hover, signal) {
    const svg = this.#svg;
    const observer = new ResizeObserver(() => {
      [this.#width, this.#height] = [svg.clientWidth, svg.clientHeight];
      this.#draw();
    });
    observer.observe(svg);
    signal.addEventListener("abort", () => observer.disconnect());
    const locate = ({ clientX }) => {
      const { left, width } = svg.getBoundingClientRect();
      return (clientX - left - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right);
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      svg.setPointerCapture(event.pointerId);
      hold(true);
      seek(locate(event));
    });
    svg.addEventListener("pointermove", (event) => {
      hover(locate(event));
      if (svg.hasPointerCapture(event.pointerId)) seek(locate(event));
    });
    svg.addEventListener("lostpointercapture", () => hold(false));
    svg.addEventListener("pointerleave", () => hover(null));
  }
  #draw() {
    const { samples, level } = this.#data;
    const values = samples.map(({ value }) => value);
    if (level) values.push(level.value);
    this.#window.setAttribute("height", String(this.#height));
    this.#ghost.setAttribute("y2", String(this.#height));
    if (this.#height === 0 || values.length === 0) {
      for (const path of [this.#curve, this.#past]) path.setAttribute("d", "");
      this.#grid.replaceChildren();
      this.#level.replaceChildren();
      return;
    }
    const [low, high] = this.#scale(values);
    this.#drawGrid(low, high);
    this.#drawLevel(level);
    let d = "";
    for (const { index, value, joined } of samples) {
      d += `${joined ? "L" : "M"}${this.#at(index).toFixed(1)} ${this.#place(value).toFixed(1)}`;
    }
    for (const path of [this.#curve, this.#past]) path.setAttribute("d", d);
    this.#mark();
  }
  /**
   * Choose where values lie.
   *
   * @param {number[]} values
   * @returns {[number, number]} the least and the largest, or their logarithms
   */
  #scale(values) {
    const numbers2 = this.#isLogarithmic ? values.map(Math.log10) : values;
    let [low, high] = rangeOf(numbers2);
    const [lowLater, highLater] = rangeOf(numbers2.slice(1));
    const far = this.#isLogarithmic ? FAR_DECADES : FAR;
    if (highLater > lowLater && high - low > far * (highLater - lowLater)) [low, high] = [lowLater, highLater];
    if (this.#isLogarithmic) [low, high] = [Math.floor(low), Math.ceil(high)];
    const room = high > low ? 0 : this.#isLogarithmic ? 1 : Math.abs(high) * 1e-3 || 1;
    [low, high] = [low - room, high + room];
    const height = this.#height - MARGIN.top - MARGIN.bottom;
    this.#place = (value) => MARGIN.top + (high - (this.#isLogarithmic ? Math.log10(value) : value)) / (high - low) * height;
    return [low, high];
  }
  /**
   * @param {number} low
   * @param {number} high
   */
  #drawGrid(low, high) {
    const most = Math.max(1, Math.floor(this.#height / ROW));
    const marks = this.#isLogarithmic ? decades(low, high, most) : numbers(low, high, most);
    this.#grid.replaceChildren(
      ...marks.flatMap(({ value, label }) => {
        const y = String(Math.round(this.#place(value)) + 0.5);
        return [
          drawing("line", { x1: "0", x2: String(this.#width), y1: y, y2: y }),
          drawing("text", { x: String(this.#width - 2), y: String(Number(y) - 3), "text-anchor": "end" }, label)
        ];
      })
    );
  }
  /** @param {{value: number, label: string} | null} level */
  #drawLevel(level) {
    if (!level) return this.#level.replaceChildren();
    const y = String(Math.round(this.#place(level.value)) + 0.5);
    return this.#level.replaceChildren(
      drawing("line", { x1: "0", x2: String(this.#width), y1: y, y2: y }),
      drawing("text", { x: "2", y: String(Number(y) - 3) }, level.label)
    );
  }
};
function decades(low, high, most) {
  const step = Math.max(1, Math.ceil((high - low) / most));
  const marks = [];
  for (let exponent = low; exponent < high; exponent += step) marks.push({ value: 10 ** exponent, label: powerOfTen(exponent) });
  return marks;
}
function numbers(low, high, most) {
  const { marks, exponent, offset } = ticks(low, high - low, 0, 1, most);
  return marks.map(({ unit, label }) => {
    const value = low + unit * (high - low);
    if (offset !== 0) return { value, label: significant(value, Math.ceil(Math.log10(Math.abs(value) / (high - low))) + 2) };
    return { value, label: exponent === 0 ? label : `${label} × ${powerOfTen(exponent)}` };
  });
}
function rangeOf(values) {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
}

// src/fit/panels/selection.js
var MARGIN2 = { top: 8, right: 10, bottom: 16, left: 10 };
var DASHES = { full: "", tied: "7 3", diag: "3 2", spherical: "1 3" };
var SelectionPlot = class {
  #title = element("span");
  #key = element("span", { class: "its-selection-key" });
  #svg = drawing("svg", { class: "its-plot-svg", role: "listbox", "aria-label": "Models" });
  /** The element that holds title and curves. */
  node = element(
    "figure",
    { class: "its-plot its-selection", hidden: "" },
    element("figcaption", {}, this.#title, this.#key),
    element("div", { class: "its-plot-area" }, this.#svg)
  );
  /** @type {Selection | null} */
  #selection = null;
  #chosen = -1;
  #choose;
  /**
   * @param {(row: number) => void} choose
   * @param {AbortSignal} signal
   */
  constructor(choose, signal) {
    this.#choose = choose;
    const observer = new ResizeObserver(() => this.#draw());
    observer.observe(this.#svg);
    signal.addEventListener("abort", () => observer.disconnect());
    this.#svg.addEventListener("click", (event) => this.#pick(event.target));
    this.#svg.addEventListener("keydown", (event) => this.#step(event));
  }
  /** @param {Selection} selection */
  show(selection) {
    this.#selection = selection;
    this.#chosen = selection.best;
    this.node.hidden = false;
    this.#title.textContent = selection.criterion.toUpperCase();
    this.#draw();
  }
  /** @param {EventTarget | null} node */
  #pick(node) {
    const row2 = node instanceof Element ? node.getAttribute("data-row") : null;
    if (row2 === null) return;
    this.#chosen = Number(row2);
    this.#draw();
    const dot = this.#svg.querySelector(`[data-row="${row2}"]`);
    if (dot instanceof SVGElement) dot.focus();
    this.#choose(this.#chosen);
  }
  /** @param {KeyboardEvent} event */
  #step(event) {
    const dots = [...this.#svg.querySelectorAll("[role=option]")];
    const index = dots.findIndex((dot) => dot.matches(":focus"));
    const sideways = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown" }[event.key] ?? event.key;
    if (event.key === "Enter" || event.key === " ") this.#pick(dots[index] ?? null);
    else {
      const next = dots[target(sideways, index, dots.map(() => "")) ?? -1];
      if (!(next instanceof SVGElement)) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }
  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#svg;
    const selection = this.#selection;
    if (!selection || width === 0) return;
    const rows = selection.rows.map((row2, index) => ({ ...row2, index, value: row2[selection.criterion] }));
    const finite = rows.filter((row2) => row2.value !== null);
    const [low, high] = rangeOf(finite.map(({ value }) => Number(value)));
    const [fewest, most] = rangeOf(rows.map(({ n_components: n }) => n));
    const x = (n) => MARGIN2.left + (n - fewest) / (most - fewest || 1) * (width - MARGIN2.left - MARGIN2.right);
    const y = (value) => MARGIN2.top + (high - value) / (high - low || 1) * (height - MARGIN2.top - MARGIN2.bottom);
    const types = (
      /** @type {CovarianceType[]} */
      [...new Set(rows.map(({ covariance_type: type }) => type))]
    );
    this.#key.replaceChildren(...types.length > 1 ? types.map(keyOf) : []);
    const curves = types.map((type) => {
      const points = finite.filter((row2) => row2.covariance_type === type).map((row2) => `${x(row2.n_components)} ${y(Number(row2.value))}`);
      return drawing("polyline", { class: "its-selection-curve", points: points.join(" "), "stroke-dasharray": DASHES[type] });
    });
    const counts = [...new Set(rows.map(({ n_components: n }) => n))].map(
      (n) => drawing("text", { class: "its-plot-number", x: String(x(n)), y: String(height - 4), "text-anchor": "middle" }, String(n))
    );
    const dots = finite.map((row2) => {
      const name = `${row2.n_components} components, ${row2.covariance_type}: ${selection.criterion.toUpperCase()} ${significant(row2.value, 5)}`;
      const dot = drawing(
        "circle",
        {
          class: `its-selection-dot${row2.index === selection.best ? " its-best" : ""}${row2.index === this.#chosen ? " its-chosen" : ""}`,
          cx: String(x(row2.n_components)),
          cy: String(y(Number(row2.value))),
          r: row2.index === selection.best ? "5" : "3.5",
          role: "option",
          tabindex: row2.index === this.#chosen ? "0" : "-1",
          "aria-selected": String(row2.index === this.#chosen),
          "aria-label": row2.index === selection.best ? `${name}, best` : name,
          "data-row": String(row2.index)
        },
        drawing("title", {}, name)
      );
      return dot;
    });
    this.#svg.replaceChildren(...curves, ...counts, ...dots);
  }
};
function keyOf(type) {
  const line2 = drawing("line", { x1: "0", x2: "16", y1: "4", y2: "4", class: "its-selection-curve", "stroke-dasharray": DASHES[type] });
  return element("span", {}, drawing("svg", { width: "16", height: "8", "aria-hidden": "true" }, line2), type);
}

// src/fit/playback/timeline.js
var ENDS = [2, 5, 10];
var SHORTEST = 20;
var TICK = 4;
function extent(recorded, complete) {
  const last = Math.max(1, recorded - 1);
  if (complete) return last;
  if (last <= SHORTEST) return SHORTEST;
  const power = 10 ** Math.floor(Math.log10(last));
  return power * (ENDS.find((end) => end * power >= last) ?? 10);
}
function indexAt(share3, end, recorded) {
  return Math.max(0, Math.min(Math.round(share3 * end), recorded - 1));
}
function tickSpacing(end, width) {
  const least = TICK * end / Math.max(1, width);
  if (least <= 1) return 1;
  const iterations = least / 2;
  const power = 10 ** Math.ceil(Math.log10(iterations) - 1);
  return 2 * power * (iterations <= power ? 1 : ENDS.find((end2) => end2 * power >= iterations) ?? 10);
}

// src/fit/panels/captions.js
var LEAST_WRITTEN = 1e-4;
var PHASES = { init: "start", expect: "E step", maximize: "M step", step: "E and M" };
function spoken({ iteration, log_likelihood: value }, algorithm) {
  if (value === null) return `iteration ${iteration}`;
  return algorithm === "em" ? `iteration ${iteration}, log-likelihood ${significant(value, 5)}` : `iteration ${iteration}, inertia ${significant(-value, 5)}`;
}
function ending({ iteration, stop_reason: reason }, { algorithm, tol, max_iter: most }) {
  const iterations = `${iteration} iteration${iteration === 1 ? "" : "s"}`;
  if (reason === "converged") {
    return algorithm === "em" ? `Converged after ${iterations}: the change is below ${tolerance(tol)}.` : `Converged after ${iterations}: the means stay where they are.`;
  }
  if (reason === "max_iter") return `Stopped after ${most} iterations, not converged.`;
  if (reason === "callback") return `Stopped by a callback after ${iterations}.`;
  return iteration === 0 ? "Ready to start." : `${iterations} so far.`;
}
function tolerance(tol) {
  return tol < LEAST_WRITTEN ? significant(tol) : String(tol);
}
function collapse(components, algorithm) {
  const names2 = components.length === 1 ? `Component ${components[0]}` : `Components ${list(components)}`;
  const have = components.length === 1 ? "has" : "have";
  return algorithm === "em" ? `${names2} ${have} collapsed: only reg_covar keeps the variance above zero.` : `${names2} ${have} no samples.`;
}
function list(numbers2) {
  return `${numbers2.slice(0, -1).join(", ")} and ${numbers2.at(-1)}`;
}

// src/fit/panels/traces.js
var Traces = class {
  #likelihood;
  #change;
  #ending = element("p", { class: "its-ending" });
  #drawn = "";
  /** @type {Step[]} */
  #steps = [];
  #end = 1;
  /**
   * @param {object} host
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor({ seek, hold, hover }, signal) {
    const listener = {
      seek: (share3) => seek(this.#indexAt(share3)),
      hold,
      hover: (share3) => hover(share3 === null || this.#steps.length === 0 ? null : this.#indexAt(share3))
    };
    this.#likelihood = new Plot(false, listener, signal);
    this.#change = new Plot(true, listener, signal);
    this.node = element("div", { class: "its-traces" }, this.#likelihood.node, this.#change.node, this.#ending);
  }
  /**
   * Draw the curves where there is something new, and mark the step that is shown.
   *
   * @param {Moment} moment
   * @param {Step[]} steps
   * @param {{version: number, complete: boolean, tol: number, max_iter: number}} fit version: counts all changes of the steps
   */
  show({ index, step, algorithm }, steps, { version, complete, tol, max_iter }) {
    const state = `${version} ${complete} ${tol} ${algorithm}`;
    if (state !== this.#drawn) {
      this.#drawn = state;
      this.#steps = steps;
      this.#end = extent(steps.length, complete);
      const isMixture = algorithm === "em";
      this.#likelihood.title = isMixture ? "Log-likelihood" : "Inertia";
      this.#change.title = isMixture ? "Change per sample" : "Shift of the means";
      this.#likelihood.show(samplesOf(steps, (each) => valueOf(each, algorithm)), this.#end, null);
      const level = isMixture && tol > 0 ? { value: tol, label: `tolerance ${tolerance(tol)}` } : null;
      this.#change.show(samplesOf(steps, sizeOfChange), this.#end, level);
    }
    this.#likelihood.mark(index, significant(valueOf(step, algorithm), 6));
    this.#change.mark(index, significant(step.change, 2));
    const last = steps.at(-1);
    if (last) setText(this.#ending, ending(last, { algorithm, tol, max_iter }));
  }
  /** @param {number | null} index of the step that is pointed at somewhere */
  point(index) {
    this.#likelihood.point(index);
    this.#change.point(index);
  }
  /** @param {number} share of the axis */
  #indexAt(share3) {
    return indexAt(share3, this.#end, this.#steps.length);
  }
};
function samplesOf(steps, read) {
  const samples = [];
  let init = -1;
  steps.forEach((step, index) => {
    if (step.phase === "init" || step.phase === "maximize" && steps[index - 1]?.phase === "expect") return;
    const value = read(step);
    if (value === null) return;
    samples.push({ index, value, joined: step.init === init });
    init = step.init;
  });
  return samples;
}
function valueOf({ log_likelihood: value }, algorithm) {
  return value !== null && algorithm === "kmeans" ? -value : value;
}
function sizeOfChange({ change }) {
  return change === null || change === 0 ? null : Math.abs(change);
}

// src/fit/panels/scrubber.js
var TICKS_TOP = 17;
var HALF_TICK = 3;
var TICK2 = 6;
var Scrubber = class {
  #fill = element("div", { class: "its-scrub-fill" });
  #recorded = element("div", { class: "its-scrub-recorded" });
  #thumb = element("div", { class: "its-scrub-thumb" });
  #ghost = element("div", { class: "its-scrub-ghost" });
  #halves = drawing("path", { class: "its-scrub-halves" });
  #wholes = drawing("path", { class: "its-scrub-wholes" });
  /** The element that takes the focus and the pointer. */
  node = element(
    "div",
    { class: "its-scrubber", role: "slider", tabindex: "0", "aria-label": "Step", "aria-valuemin": "0" },
    drawing("svg", { class: "its-scrub-ticks", "aria-hidden": "true" }, this.#halves, this.#wholes),
    element("div", { class: "its-scrub-track" }, this.#recorded, this.#fill),
    this.#ghost,
    this.#thumb
  );
  #width = 0;
  #ticked = "";
  /** @type {Reel} */
  #reel = { steps: [], index: 0, complete: false };
  /**
   * @param {object} host
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor({ seek, hold, hover }, signal) {
    const observer = new ResizeObserver(() => {
      this.#width = this.node.clientWidth;
      this.show(this.#reel, "");
    });
    observer.observe(this.node);
    signal.addEventListener("abort", () => observer.disconnect());
    const locate = (event) => {
      const { left, width } = this.node.getBoundingClientRect();
      const { steps, complete } = this.#reel;
      return indexAt((event.clientX - left) / Math.max(1, width), extent(steps.length, complete), steps.length);
    };
    this.node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || this.#reel.steps.length === 0) return;
      this.node.setPointerCapture(event.pointerId);
      hold(true);
      seek(locate(event));
    });
    this.node.addEventListener("pointermove", (event) => {
      const index = locate(event);
      hover(index);
      if (this.node.hasPointerCapture(event.pointerId)) seek(index);
    });
    this.node.addEventListener("lostpointercapture", () => hold(false));
    this.node.addEventListener("pointerleave", () => hover(null));
  }
  /**
   * @param {Reel} reel
   * @param {string} text what the step is, for those who hear it
   */
  show(reel, text) {
    this.#reel = reel;
    const { steps, index, complete } = reel;
    const end = extent(steps.length, complete);
    this.#recorded.style.transform = `scaleX(${Math.max(0, steps.length - 1) / end})`;
    this.#fill.style.transform = `scaleX(${index / end})`;
    this.#thumb.style.transform = `translateX(${index / end * this.#width}px)`;
    this.node.setAttribute("aria-valuemax", String(Math.max(0, steps.length - 1)));
    this.node.setAttribute("aria-valuenow", String(index));
    if (text) this.node.setAttribute("aria-valuetext", text);
    this.#tick(end);
  }
  /** @param {number | null} index of the step that is pointed at somewhere */
  point(index) {
    this.#ghost.classList.toggle("its-active", index !== null);
    if (index === null) return;
    const { steps, complete } = this.#reel;
    this.#ghost.style.transform = `translateX(${index / extent(steps.length, complete) * this.#width}px)`;
  }
  /** @param {number} end index at the right end */
  #tick(end) {
    const { steps } = this.#reel;
    const state = `${steps.length} ${end} ${this.#width}`;
    if (state === this.#ticked) return;
    this.#ticked = state;
    const spacing = tickSpacing(end, this.#width);
    let [halves, wholes] = ["", ""];
    for (let index = 0; index < steps.length; index += spacing) {
      const x = Math.round(index / end * (this.#width - 1)) + 0.5;
      if (steps[index]?.phase === "expect") halves += `M${x} ${TICKS_TOP}v${HALF_TICK}`;
      else wholes += `M${x} ${TICKS_TOP}v${TICK2}`;
    }
    this.#halves.setAttribute("d", halves);
    this.#wholes.setAttribute("d", wholes);
  }
};

// src/fit/panels/transport.js
var SPEEDS = [0.5, 1, 2, 4, 8, 16, 30];
var BUTTONS = ["first", "back", "play", "forward", "last"];
var Transport = class {
  #actions;
  #buttons;
  #speed = element("select", { class: "its-select its-speed", title: "Half-steps per second (, and .)", "aria-label": "Half-steps per second" });
  #iteration = element("span", { class: "its-iteration" });
  #phase = element("span", { class: "its-phase" });
  #scrubber;
  #isPlaying = false;
  /**
   * @param {Action[]} actions of the buttons
   * @param {object} host
   * @param {(id: string) => void} host.run called when a button is pressed
   * @param {(speed: number) => void} host.pace
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor(actions, { run, pace, seek, hold, hover }, signal) {
    this.#actions = new Map(actions.map((action2) => [action2.id, action2]));
    this.#buttons = new Map(actions.map((action2) => [action2.id, makeButton(action2)]));
    const pick = (ids) => ids.flatMap((id) => this.#buttons.get(id) ?? []);
    this.#scrubber = new Scrubber({ seek, hold, hover }, signal);
    this.#speed.append(...SPEEDS.map((speed) => choice2(speed)));
    this.#speed.addEventListener("change", () => pace(Number(this.#speed.value)));
    this.node = element(
      "div",
      { class: "its-transport", role: "group", "aria-label": "Playback" },
      element("div", { class: "its-buttons" }, ...pick(BUTTONS)),
      this.#scrubber.node,
      element("div", { class: "its-readout", "aria-hidden": "true" }, element("span", { class: "its-readout-name" }, "Iteration"), this.#iteration, this.#phase),
      this.#speed,
      ...pick(["loop"])
    );
    this.node.addEventListener("click", (event) => {
      const target2 = event.target instanceof Element ? event.target.closest("button") : null;
      const action2 = target2?.dataset["action"];
      if (action2) run(action2);
    });
  }
  /**
   * @param {Moment} moment
   * @param {Step[]} steps
   * @param {boolean} complete
   */
  show({ index, step, algorithm }, steps, complete) {
    this.#scrubber.show({ steps, index, complete }, `${spoken(step, algorithm)}, ${PHASES[step.phase]}`);
    setText(this.#iteration, String(step.iteration));
    setText(this.#phase, PHASES[step.phase]);
    this.#enable("first", index > 0);
    this.#enable("back", index > 0);
    this.#enable("forward", index < steps.length - 1 || !complete);
    this.#enable("last", index < steps.length - 1 || !complete);
  }
  /**
   * @param {boolean} playing
   * @param {number} speed half-steps per second
   * @param {boolean} loop
   */
  showClock(playing, speed, loop) {
    const [button, action2] = [this.#buttons.get("play"), this.#actions.get("play")];
    if (button && action2 && playing !== this.#isPlaying) {
      this.#isPlaying = playing;
      dress(button, playing ? { ...action2, icon: "pause", label: "Pause" } : action2);
    }
    if (!this.#speed.querySelector(`[value="${speed}"]`)) this.#speed.append(choice2(speed));
    this.#speed.value = String(speed);
    this.#buttons.get("loop")?.setAttribute("aria-pressed", String(loop));
  }
  /** @param {number | null} index of the step that is pointed at somewhere */
  point(index) {
    this.#scrubber.point(index);
  }
  /**
   * Without taking the focus from a button that has just been pressed.
   *
   * @param {string} id
   * @param {boolean} enabled
   */
  #enable(id, enabled) {
    this.#buttons.get(id)?.setAttribute("aria-disabled", String(!enabled));
  }
};
function choice2(speed) {
  return element("option", { value: String(speed) }, `${speed === 0.5 ? "½" : speed}/s`);
}

// src/fit/chrome.js
var Chrome = class extends Shell {
  /** The scenes' canvases; the second one is there only while two algorithms are compared. */
  panes = [pane(), pane()];
  card = new HoverCard();
  formula = new Formula();
  traces;
  weights;
  selection;
  transport;
  #poster = element("img", { class: "its-poster", alt: "" });
  #lesson = element("p", { class: "its-lesson" });
  /**
   * @param {Action[]} actions
   * @param {boolean} hasKernel
   * @param {Host} host
   * @param {AbortSignal} signal
   */
  constructor(actions, hasKernel, host, signal) {
    const stage = element("div", { class: "its-stage" });
    super(
      { kind: "mixture", description: "animated fit", actions, groups: ["zoom", "tools", "panels"], hasKernel, stage },
      signal
    );
    const { seek, hold, point } = host;
    this.traces = new Traces({ seek, hold, hover: point }, signal);
    this.weights = new Weights(host.emphasize);
    this.selection = new SelectionPlot(host.choose, signal);
    const buttons = this.actions.buttons("transport");
    const run = (id) => this.run(id);
    this.transport = new Transport(buttons, { run, pace: host.pace, seek, hold, hover: point }, signal);
    stage.prepend(this.#poster, ...this.panes.map(({ node }) => node), this.card.node);
    this.root.prepend(
      this.#lesson,
      element("div", { class: "its-main" }, stage, element("div", { class: "its-column" }, this.traces.node, this.weights.node, this.selection.node)),
      this.formula.node,
      this.transport.node
    );
    this.showCompared(null);
  }
  /** @param {[string, string] | null} names of the two algorithms that are shown side by side */
  showCompared(names2) {
    this.panes.forEach(({ node, title }, index) => {
      node.hidden = index > 0 && !names2;
      title.hidden = !names2;
      setText(title, names2?.[index] ?? "");
    });
  }
  /** @param {"look" | "add" | "erase"} tool */
  showTool(tool) {
    for (const each of ["look", "add", "erase"]) this.press(`use-${each}`, each === tool);
  }
  /** @param {string} text what to look at */
  showLesson(text) {
    setText(this.#lesson, text);
    this.#lesson.hidden = text === "";
  }
  /** @param {string | null} png base64, until there is something better */
  showPoster(png) {
    this.#poster.hidden = png === null;
    if (png !== null) this.#poster.src = `data:image/png;base64,${png}`;
  }
};
function pane() {
  const canvas = element("canvas", { class: "its-canvas" });
  const title = element("div", { class: "its-pane-title" });
  return { node: element("div", { class: "its-pane" }, canvas, title), canvas, title };
}

// src/fit/playback/channel.js
var PATIENCE = 1e3;
var LONGEST_PATIENCE = 16e3;
var QUESTIONS = 3;
var Link = class {
  #vid;
  #send;
  #onSilence;
  #clock;
  #seq = 0;
  #asked = 0;
  /** @type {unknown} */
  #timer = null;
  /**
   * @param {object} options
   * @param {string} options.vid
   * @param {(request: Request) => void} options.send
   * @param {(silent: boolean) => void} options.onSilence told when the kernel stops and starts to answer
   * @param {Clock} options.clock
   */
  constructor({ vid, send, onSilence, clock }) {
    this.#vid = vid;
    this.#send = send;
    this.#onSilence = onSilence;
    this.#clock = clock;
  }
  /** Ask for everything; asked again until anything comes. */
  open() {
    this.#asked += 1;
    if (this.#asked > QUESTIONS) this.#onSilence(true);
    this.send({ kind: "open" });
    this.#wait(Math.min(PATIENCE * 2 ** (this.#asked - 1), LONGEST_PATIENCE));
  }
  /**
   * @param {Record<string, unknown>} request without the view's name
   */
  send(request) {
    this.#send(
      /** @type {Request} */
      { ...request, vid: this.#vid }
    );
  }
  /**
   * Send what is answered by newer numbers only: the kernel need not keep order.
   *
   * @param {Record<string, unknown>} request without the view's name and its number
   * @returns {number} the number
   */
  number(request) {
    this.#seq += 1;
    this.send({ ...request, seq: this.#seq });
    return this.#seq;
  }
  /** @param {string} vid the view that an answer is for */
  isMine(vid) {
    return vid === this.#vid;
  }
  /** Something will come soon; if it does not, ask. */
  expect() {
    if (this.#timer === null) this.#wait(2 * PATIENCE);
  }
  /** Something has come. */
  hear() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#asked > QUESTIONS) this.#onSilence(false);
    this.#asked = 0;
  }
  /** Tell the kernel, if it is still there, that the view is gone. */
  close() {
    this.#clock.clearTimeout(this.#timer);
    try {
      this.send({ kind: "close" });
    } catch {
    }
  }
  /** @param {number} delay milliseconds */
  #wait(delay) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.open(), delay);
  }
};

// src/fit/playback/player.js
var Player = class {
  #model;
  #link;
  #seeker;
  #host;
  /** @type {{goal: number, run: number} | null} the step that has been asked for and may not have come yet */
  #asked = null;
  /**
   * @param {AnyModel<Traits>} model
   * @param {Link} link
   * @param {Seeker} seeker
   * @param {object} host
   * @param {() => number} host.index of the step that is shown
   * @param {() => number} host.length of the recording
   * @param {() => void} host.awaitFit the end of the fit is waited for
   */
  constructor(model, link, seeker, host) {
    this.#model = model;
    this.#link = link;
    this.#seeker = seeker;
    this.#host = host;
  }
  /** Play or pause; at the end of the fit, play from its start. */
  play() {
    const model = this.#model;
    const { index, length } = this.#host;
    const playing = !model.get("playing");
    this.#asked = null;
    this.#seeker.release();
    if (playing && model.get("complete") && index() >= length() - 1) model.set("index", 0);
    if (playing && !model.get("complete")) this.#link.expect();
    this.set("playing", playing);
  }
  /** @param {number} index */
  seek(index) {
    this.#asked = null;
    this.#seeker.seek(index);
  }
  /** @param {number} n half-steps, negative goes back */
  step(n) {
    const model = this.#model;
    const { index, length } = this.#host;
    const run = model.get("run");
    const from = n > 0 && this.#asked?.run === run ? Math.max(index(), this.#asked.goal) : index();
    const goal = from + n;
    if (goal < length()) return this.seek(Math.max(0, goal));
    if (model.get("complete")) return this.seek(length() - 1);
    this.#seeker.release();
    this.set("playing", false);
    this.#asked = { goal, run };
    this.#link.send({ kind: "step", n });
    return this.#link.expect();
  }
  /** Go to the end of the fit, computing it if need be. */
  last() {
    if (this.#model.get("complete")) return this.seek(this.#host.length() - 1);
    this.#seeker.release();
    this.#host.awaitFit();
    this.#link.send({ kind: "finish" });
    return this.#link.expect();
  }
  /** @param {boolean} faster */
  pace(faster) {
    const speed = this.#model.get("speed");
    const next = faster ? SPEEDS.find((each) => each > speed) : SPEEDS.filter((each) => each < speed).at(-1);
    if (next !== void 0) this.set("speed", next);
  }
  /**
   * @template {keyof Traits & string} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    this.#model.set(name, value);
    this.#model.save_changes();
  }
};

// src/fit/protocol.js
var REPLIES = /* @__PURE__ */ new Set(["points", "frames", "picture", "starts", "selection", "error"]);
function isReply(content) {
  return typeof content === "object" && content !== null && "kind" in content && REPLIES.has(String(content.kind));
}

// src/fit/playback/scrub.js
var INTERVAL = 50;
var LATE = 400;
var Seeker = class {
  #model;
  #clock;
  /** @type {number | null} the step that has been gone to */
  #goal = null;
  /** @type {unknown} writes the goal */
  #writing = null;
  /** @type {unknown} forgets the goal */
  #forgetting = null;
  #isHeld = false;
  /**
   * @param {AnyModel<Traits>} model
   * @param {Clock} clock
   */
  constructor(model, clock) {
    this.#model = model;
    this.#clock = clock;
  }
  /** The step to show. */
  get index() {
    return this.#goal ?? this.#model.get("index");
  }
  /** Whether a hand pulls. */
  get isHeld() {
    return this.#isHeld;
  }
  /**
   * Pause, and show this step.
   *
   * @param {number} index
   */
  seek(index) {
    this.#goal = index;
    this.#model.set("playing", false);
    this.#model.set("index", index);
    this.#forgetLater();
    this.#writing ??= this.#clock.setTimeout(() => this.#write(), this.#isHeld ? INTERVAL : 0);
  }
  /** @param {boolean} held */
  hold(held) {
    this.#isHeld = held;
    if (!held && this.#goal !== null) this.#forgetLater();
  }
  /** The fit has changed, or goes on: what the kernel says counts. */
  release() {
    if (this.#writing !== null) this.#write();
    this.#clock.clearTimeout(this.#forgetting);
    this.#goal = null;
  }
  close() {
    this.#clock.clearTimeout(this.#writing);
    this.#clock.clearTimeout(this.#forgetting);
  }
  #write() {
    this.#clock.clearTimeout(this.#writing);
    this.#writing = null;
    if (this.#goal !== null) this.#model.set("index", this.#goal);
    this.#model.save_changes();
  }
  #forgetLater() {
    this.#clock.clearTimeout(this.#forgetting);
    this.#forgetting = this.#clock.setTimeout(() => {
      if (this.#isHeld) return;
      const isOverwritten = this.#goal !== null && this.#model.get("index") !== this.#goal;
      if (isOverwritten) this.#write();
      this.#goal = null;
    }, LATE);
  }
};

// src/widget/ui/download.js
function download(file, name) {
  const url = URL.createObjectURL(file);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1e3);
}

// src/fit/models/gaussian.js
var NEGLIGIBLE = -40;
function covarianceAt(covariances, type, component, i, j) {
  const of = (
    /** @type {any} */
    covariances
  );
  if (type === "full") return of[component][i][j] ?? NaN;
  if (type === "tied") return of[i][j] ?? NaN;
  if (i !== j) return 0;
  return (type === "diag" ? of[component][i] : of[component]) ?? NaN;
}
function whitenings(step, type, d) {
  const diagonal = type === "diag" || type === "spherical";
  return step.means.map((mean2, component) => {
    const factor = diagonal ? deviations(step, type, component, d) : inverseFactor(step, type, component, d);
    if (!factor || !mean2.every(Number.isFinite)) return null;
    return { mean: Float64Array.from(mean2), rows: factor.rows, diagonal, logScale: Math.log(step.weights[component]) + factor.logDeterminant };
  });
}
function deviations({ covariances }, type, component, d) {
  const rows = Float64Array.from({ length: d }, (_, i) => 1 / Math.sqrt(covarianceAt(covariances, type, component, i, i)));
  const logDeterminant = rows.reduce((sum2, value) => sum2 + Math.log(value), 0);
  return Number.isFinite(logDeterminant) ? { rows, logDeterminant } : null;
}
function inverseFactor({ covariances }, type, component, d) {
  const scale = Float64Array.from({ length: d }, (_, i) => Math.sqrt(covarianceAt(covariances, type, component, i, i)));
  const factor = cholesky(d, (i, j) => covarianceAt(covariances, type, component, i, j) / scale[i] / scale[j]);
  const rows = new Float64Array(d * (d + 1) / 2);
  let logDeterminant = 0;
  for (let i = 0; i < d; i++) {
    const row2 = i * (i + 1) / 2;
    const pivot = factor[row2 + i];
    if (!(pivot > 0)) return null;
    for (let j = 0; j < i; j++) {
      let sum2 = 0;
      for (let m = j; m < i; m++) sum2 += factor[row2 + m] * rows[m * (m + 1) / 2 + j];
      rows[row2 + j] = -sum2 / pivot;
    }
    rows[row2 + i] = 1 / pivot;
    logDeterminant -= Math.log(pivot) + Math.log(scale[i]);
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) rows[i * (i + 1) / 2 + j] /= scale[j];
  }
  return Number.isFinite(logDeterminant) ? { rows, logDeterminant } : null;
}
function cholesky(d, at) {
  const rows = new Float64Array(d * (d + 1) / 2);
  for (let i = 0; i < d; i++) {
    const row2 = i * (i + 1) / 2;
    for (let j = 0; j <= i; j++) {
      const other = j * (j + 1) / 2;
      let rest = at(i, j);
      for (let m = 0; m < j; m++) rest -= rows[row2 + m] * rows[other + m];
      if (i === j) rows[row2 + i] = rest > 0 ? Math.sqrt(rest) : 0;
      else rows[row2 + j] = rows[other + j] > 0 ? rest / rows[other + j] : 0;
    }
  }
  return rows;
}
function responsibilities(data, d, step, type, algorithm) {
  return algorithm === "kmeans" ? nearest2(data, d, step.means) : expectation(data, d, whitenings(step, type, d));
}
function expectation(data, d, components) {
  const k = components.length;
  const shares = new Float64Array(data.length / d * k);
  const centred = new Float64Array(d);
  let winner = 0;
  for (let row2 = 0, at = 0; row2 < data.length; row2 += d, at += k) {
    let largest2 = -Infinity;
    for (let turn2 = 0; turn2 < k; turn2++) {
      const c = turn2 === 0 ? winner : turn2 <= winner ? turn2 - 1 : turn2;
      const log = logDensity(data, row2, components[c], largest2 + NEGLIGIBLE, centred);
      shares[at + c] = log;
      if (log > largest2) largest2 = log;
    }
    if (largest2 === -Infinity) {
      shares.fill(1 / k, at, at + k);
      continue;
    }
    let sum2 = 0;
    for (let c = 0; c < k; c++) {
      const log = shares[at + c] - largest2;
      sum2 += shares[at + c] = log > NEGLIGIBLE ? Math.exp(log) : 0;
      if (log === 0) winner = c;
    }
    for (let c = 0; c < k; c++) shares[at + c] /= sum2;
  }
  return shares;
}
function logDensity(data, row2, component, least, centred) {
  if (component === null) return -Infinity;
  const { mean: mean2, rows, diagonal, logScale } = component;
  const d = centred.length;
  const largest2 = 2 * (logScale - least);
  let square = 0;
  let m = 0;
  for (let i = 0; i < d; i++) {
    const gap2 = data[row2 + i] - mean2[i];
    let z = 0;
    if (diagonal) z = rows[i] * gap2;
    else {
      centred[i] = gap2;
      for (let j = 0; j <= i; j++) z += rows[m + j] * centred[j];
      m += i + 1;
    }
    square += z * z;
    if (!(square <= largest2)) return -Infinity;
  }
  return logScale - square / 2;
}
function nearest2(data, d, means) {
  const k = means.length;
  const shares = new Float64Array(data.length / d * k);
  for (let row2 = 0, at = 0; row2 < data.length; row2 += d, at += k) {
    let [winner, least] = [0, Infinity];
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let i = 0; i < d; i++) square += (data[row2 + i] - means[c][i]) ** 2;
      if (square < least) [winner, least] = [c, square];
    }
    shares[at + winner] = 1;
  }
  return shares;
}

// src/fit/panels/formula_values.js
function live({ step, shading, covarianceType, algorithm }, points, dims, row2, chosen) {
  const { d } = points;
  const x = points.data.subarray(row2 * d, (row2 + 1) * d);
  const shares = shading && responsibilities(x, d, shading.step, shading.covarianceType, algorithm);
  const parts = shading && algorithm === "em" ? densities(x, d, shading.step, shading.covarianceType) : null;
  const winner = shares ? shares.indexOf(Math.max(...shares)) : -1;
  const component = chosen ?? Math.max(0, winner);
  const { covariances, means, weights } = step;
  const mean2 = means[component] ?? [];
  return {
    component,
    row: row2,
    share: shares?.[component] ?? null,
    part: parts?.[component] ?? null,
    total: parts && parts.reduce((sum2, part) => sum2 + part, 0),
    winner,
    weight: weights[component] ?? NaN,
    mean: dims.map((dim) => mean2[dim] ?? NaN),
    covariance: covariances ? dims.map((i) => dims.map((j) => covarianceAt(covariances, covarianceType, component, i, j))) : []
  };
}
function densities(x, d, step, type) {
  const centred = new Float64Array(d);
  return whitenings(step, type, d).map((whitening) => {
    const log = logDensity(x, 0, whitening, -Infinity, centred);
    return Math.exp(log - d / 2 * Math.log(2 * Math.PI));
  });
}

// src/fit/scene/points.js
function decodePoints({ n_samples, n_features, n_points, data, labels, low, high }) {
  const bytes = decodeBase64(data);
  const view = new DataView(bytes.buffer);
  const values = Float64Array.from({ length: n_points * n_features }, (_, i) => view.getFloat64(8 * i, true));
  return { n: n_points, d: n_features, total: n_samples, data: values, labels: labels === null ? null : decodeBase64(labels), low, high };
}
function decodeBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

// src/fit/playback/recording.js
var Track = class {
  /** @type {Step[]} */
  steps = [];
  /** @type {CovarianceType} */
  covarianceType = "full";
  #algorithm;
  /** @param {Algorithm} algorithm */
  constructor(algorithm) {
    this.#algorithm = algorithm;
  }
  /**
   * @param {Frames} frames
   * @returns {boolean} whether they join what is there
   */
  add({ covariance_type: covarianceType, first, steps }) {
    if (first > this.steps.length) return false;
    this.covarianceType = covarianceType;
    steps.forEach((step, offset) => {
      if (first + offset === this.steps.length) this.steps.push(step);
    });
    return true;
  }
  /**
   * @param {number} index beyond the end: the last step
   * @returns {Moment | null} null if nothing is recorded
   */
  at(index) {
    const shown = Math.max(0, Math.min(index, this.steps.length - 1));
    const step = this.steps[shown];
    if (!step) return null;
    const before = this.steps[shown - 1];
    const previous = before?.init === step.init ? before : null;
    const shades = step.phase === "expect" ? step : previous;
    const { covarianceType } = this;
    const shading = step.phase === "init" || !shades ? null : { step: shades, covarianceType };
    return { index: shown, algorithm: this.#algorithm, covarianceType, step, shading, previous, trail: this.#trail(shown) };
  }
  /** @param {number} index */
  #trail(index) {
    const start = this.steps[index]?.init;
    return this.steps.slice(0, index).filter(({ init, phase }) => init === start && phase !== "expect");
  }
};
var Recording = class {
  run = -1;
  /** Counts all changes. */
  version = 0;
  /** @type {Map<Algorithm, Track>} */
  #tracks = /* @__PURE__ */ new Map();
  /**
   * @param {Frames} frames
   * @returns {"taken" | "stale" | "gap"} a gap: steps before these are lacking
   */
  take(frames) {
    if (frames.run < this.run) return "stale";
    if (frames.run > this.run) {
      if (frames.first > 0) return "gap";
      this.run = frames.run;
      this.#tracks.clear();
    }
    const track = this.#tracks.get(frames.algorithm) ?? new Track(frames.algorithm);
    if (!track.add(frames)) return "gap";
    this.#tracks.set(frames.algorithm, track);
    this.version += 1;
    return "taken";
  }
  /**
   * @param {Algorithm} algorithm
   * @returns {Track | null}
   */
  track(algorithm) {
    return this.#tracks.get(algorithm) ?? null;
  }
  /** Steps of the longest of the algorithms. */
  get length() {
    return Math.max(0, ...[...this.#tracks.values()].map(({ steps }) => steps.length));
  }
};

// src/fit/scene/brush.js
var RADIUS = 22;
var INTERVAL2 = 50;
var DROPS = 3;
var Brush = class {
  /** @type {{tool: "add" | "erase", at: Point, last: Point, passed: Point[]} | null} */
  #stroke = null;
  #time = -Infinity;
  #paint;
  /**
   * @param {(tool: "add" | "erase", places: Point[]) => void} paint CSS pixels
   */
  constructor(paint) {
    this.#paint = paint;
  }
  get isDown() {
    return this.#stroke !== null;
  }
  /**
   * @param {"add" | "erase"} tool
   * @param {Point} at CSS pixels
   */
  press(tool, at) {
    this.#stroke = { tool, at, last: at, passed: [at] };
  }
  /** @param {Point} at CSS pixels */
  move(at) {
    if (!this.#stroke) return;
    const { last, passed } = this.#stroke;
    this.#stroke.at = at;
    if (Math.hypot(at.x - last.x, at.y - last.y) <= RADIUS / 2) return;
    this.#stroke.last = at;
    passed.push(at);
  }
  /** @param {number} now milliseconds */
  advance(now) {
    if (!this.#stroke || now - this.#time < INTERVAL2) return;
    const { tool, at, passed } = this.#stroke;
    const places = tool === "add" ? Array.from({ length: DROPS }, () => scatter(at)) : passed;
    if (places.length === 0) return;
    this.#paint(tool, places);
    this.#stroke.passed = [];
    this.#time = now;
  }
  lift() {
    this.#time = -Infinity;
    this.advance(0);
    this.#stroke = null;
  }
};
function scatter({ x, y }) {
  const [radius, angle] = [RADIUS * Math.sqrt(Math.random()), 2 * Math.PI * Math.random()];
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

// src/fit/charts/viewport.js
var DEEPEST = 30;
var WIDEST = 5;
var ALIKE = 4;
var REACH = 0.75;
var FILLED = 0.84;
function whole2(width, height, [spanX, spanY]) {
  const ratio = spanY / spanX;
  const alike = ratio < ALIKE && ratio > 1 / ALIKE;
  const scale = FILLED * Math.min(width, height / ratio);
  const [scaleX, scaleY] = alike ? [scale, scale * ratio] : [FILLED * width, FILLED * height];
  return { x: 0, y: 0, scaleX, scaleY, width, height };
}
function pan(camera, dx, dy) {
  return { ...camera, x: camera.x - dx / camera.scaleX, y: camera.y + dy / camera.scaleY };
}
function zoom(camera, levels2, px, py) {
  const [deepest, widest] = [camera.width * 2 ** DEEPEST, camera.width / 2 ** WIDEST];
  const factor = Math.min(Math.max(camera.scaleX * 2 ** levels2, widest), deepest) / camera.scaleX;
  const [scaleX, scaleY] = [camera.scaleX * factor, camera.scaleY * factor];
  const [x, y] = unitAt(camera, px, py);
  return { ...camera, scaleX, scaleY, x: x - (px - camera.width / 2) / scaleX, y: y + (py - camera.height / 2) / scaleY };
}
function confine(camera) {
  const within = (value) => Math.max(-REACH, Math.min(REACH, value));
  return { ...camera, x: within(camera.x), y: within(camera.y) };
}
function resize2(camera, width, height) {
  const factor = Math.min(width / camera.width, height / camera.height);
  return { ...camera, width, height, scaleX: camera.scaleX * factor, scaleY: camera.scaleY * factor };
}
function frame(camera, { left, top, right, bottom }) {
  const { width, height } = camera;
  const levels2 = Math.log2(Math.min(width / (right - left), height / (bottom - top)));
  return zoom(pan(camera, (width - left - right) / 2, (height - top - bottom) / 2), levels2, width / 2, height / 2);
}
function unitAt(camera, px, py) {
  return [camera.x + (px - camera.width / 2) / camera.scaleX, camera.y - (py - camera.height / 2) / camera.scaleY];
}
function pixelAt(camera, x, y) {
  return [camera.width / 2 + (x - camera.x) * camera.scaleX, camera.height / 2 - (y - camera.y) * camera.scaleY];
}
function boxOf(camera) {
  const [left, top] = unitAt(camera, 0, 0);
  const [right, bottom] = unitAt(camera, camera.width, camera.height);
  return [left, right, bottom, top];
}
function interpolate(from, to, fraction2) {
  const scaleX = from.scaleX * (to.scaleX / from.scaleX) ** fraction2;
  const scaleY = from.scaleY * (to.scaleY / from.scaleY) ** fraction2;
  return {
    ...to,
    scaleX,
    scaleY,
    x: from.x + (to.x - from.x) * share2(from.scaleX, to.scaleX, scaleX, fraction2),
    y: from.y + (to.y - from.y) * share2(from.scaleY, to.scaleY, scaleY, fraction2)
  };
}
function share2(from, to, now, fraction2) {
  const whole3 = 1 / to - 1 / from;
  return Math.abs(whole3 * from) < 1e-9 ? fraction2 : (1 / now - 1 / from) / whole3;
}
function isThere(camera, goal) {
  return Math.abs(Math.log2(camera.scaleX / goal.scaleX)) < 1e-3 && Math.abs(camera.x - goal.x) * goal.scaleX < 0.25 && Math.abs(camera.y - goal.y) * goal.scaleY < 0.25;
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

// src/fit/scene/mean_drag.js
var INTERVAL3 = 34;
var PATIENCE2 = 1500;
var Hold = class {
  component;
  mean;
  #tell;
  #told = -Infinity;
  #isNew = false;
  /** @type {number | null} */
  #released = null;
  /**
   * @param {number} component
   * @param {readonly number[]} mean units
   * @param {(component: number, mean: readonly number[], done: boolean) => void} tell
   */
  constructor(component, mean2, tell) {
    this.component = component;
    this.mean = mean2;
    this.#tell = tell;
  }
  /** Whether the hand has let go. */
  get isReleased() {
    return this.#released !== null;
  }
  /** @param {readonly number[]} mean units */
  move(mean2) {
    this.mean = mean2;
    this.#isNew = true;
  }
  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the mean is still held
   */
  advance(now) {
    if (this.#released !== null) return now - this.#released < PATIENCE2;
    if (this.#isNew && now - this.#told >= INTERVAL3) {
      this.#tell(this.component, this.mean, false);
      this.#told = now;
      this.#isNew = false;
    }
    return true;
  }
  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the mean has been moved
   */
  release(now) {
    const moved = this.#isNew || this.#told > -Infinity;
    if (moved) this.#tell(this.component, this.mean, true);
    this.#released = now;
    return moved;
  }
};

// src/fit/draw/drawing.js
var ASIDE = 0.25;
function prominence({ snapshot: { hovered } }, component) {
  return hovered === null || hovered === component ? 1 : ASIDE;
}
function isDegenerate(step, component) {
  return step.degenerate.includes(component);
}

// src/fit/draw/palette.js
var NEUTRAL = (
  /** @type {Colour} */
  [139, 145, 153]
);
var STEPS = 4095;
var FROM_LINEAR = Uint8Array.from({ length: STEPS + 1 }, (_, i) => Math.round(255 * encode(i / STEPS)));
function encode(light) {
  return light <= 31308e-7 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}
function decode(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
function parseColour(hex) {
  if (hex === void 0 || !/^#[0-9a-f]{6}$/i.test(hex)) return null;
  const number2 = Number.parseInt(hex.slice(1), 16);
  return [number2 >> 16 & 255, number2 >> 8 & 255, number2 & 255];
}
function toLinear([red, green, blue]) {
  return [decode(red / 255), decode(green / 255), decode(blue / 255)];
}
function fromLinear(light) {
  return FROM_LINEAR[Math.max(0, Math.min(STEPS, Math.round(light * STEPS)))];
}
function mix(a, b, share3) {
  const [from, to] = [toLinear(a), toLinear(b)];
  const [red, green, blue] = from.map((light, i) => fromLinear(light + share3 * (to[i] - light)));
  return [red, green, blue];
}
function luminance(colour) {
  const [red, green, blue] = toLinear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function css([red, green, blue], alpha = 1) {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

// src/fit/draw/canvas.js
function line({ context, ratio, theme }, path, colour, alpha = 1, width = 1.5) {
  context.lineJoin = context.lineCap = "round";
  context.strokeStyle = css(theme.surface, 0.7 * alpha);
  context.lineWidth = (width + 2) * ratio;
  context.stroke(path);
  context.strokeStyle = css(colour, alpha);
  context.lineWidth = width * ratio;
  context.stroke(path);
}
function write(pen, text, x, y, align, baseline) {
  const { context, ratio, theme } = pen;
  setFont(pen);
  context.textAlign = align;
  context.textBaseline = baseline;
  context.lineJoin = "round";
  context.lineWidth = 3 * ratio;
  context.strokeStyle = css(theme.surface, 0.8);
  context.strokeText(text, x, y);
  context.fillStyle = css(theme.muted);
  context.fillText(text, x, y);
}
function lengthOf(pen, text) {
  setFont(pen);
  return pen.context.measureText(text).width;
}
function setFont({ context, ratio, theme }, size = 11, weight2 = 400) {
  context.font = `${weight2} ${size * ratio}px ${theme.font}`;
}

// src/fit/draw/data_scale.js
function unitsOf(dims, low, high) {
  return {
    dims,
    origin: dims.map((dim) => low[dim] / 2 + high[dim] / 2),
    span: dims.map((dim) => high[dim] - low[dim] || Math.abs(low[dim]) || 1)
  };
}
function toUnit({ origin, span }, axis, value) {
  return (value - origin[axis]) / span[axis];
}
function fromUnit({ origin, span }, axis, unit) {
  return origin[axis] + unit * span[axis];
}
function project(units, data, d) {
  const axes = units.dims.length;
  const projected = new Float64Array(data.length / d * axes);
  units.dims.forEach((dim, axis) => {
    for (let from = dim, to = axis; to < projected.length; from += d, to += axes) {
      projected[to] = toUnit(units, axis, data[from]);
    }
  });
  return projected;
}

// src/fit/draw/marks.js
var FILLS = [0.1, 0.07, 0.04];
var STROKES = [1, 0.6, 0.35];
var MEAN = 8.5;
var COLLAPSED = 15;
var POINTED = 5.5;
var DASH = 4;
var PIECES = 6;
function drawEllipses(pen, drawing2, component, [x, y], { major, minor, angle }) {
  const { context, ratio } = pen;
  const { snapshot, palette } = drawing2;
  const strength = prominence(drawing2, component);
  const degenerate = isDegenerate(snapshot.step, component);
  const colour = outlineOf(pen, palette[component]);
  const sigmas = [...snapshot.look.sigmas].sort((a, b) => b - a);
  const paths = sigmas.map((sigma) => {
    const path = new Path2D();
    path.ellipse(x, y, sigma * major, sigma * minor, angle, 0, 2 * Math.PI);
    return path;
  });
  sigmas.forEach((sigma, i) => {
    context.fillStyle = css(palette[component], (FILLS[sigma - 1] ?? 0.04) * strength);
    context.fill(paths[i]);
  });
  if (degenerate) context.setLineDash([DASH * ratio, DASH * ratio]);
  sigmas.forEach((sigma, i) => line(pen, paths[i], colour, (STROKES[sigma - 1] ?? 0.35) * strength));
  if (degenerate && major < COLLAPSED * ratio) line(pen, circle(x, y, COLLAPSED * ratio), colour, strength);
  context.setLineDash([]);
}
function drawTrail(pen, drawing2, component, place) {
  const { snapshot, units, palette, shapes } = drawing2;
  const shape = shapes[component];
  if (!shape) return;
  const way = [];
  for (const { means } of snapshot.trail) {
    const mean2 = means[component];
    if (!mean2?.every(Number.isFinite)) continue;
    const at = place(units.dims.map((dim, axis) => toUnit(units, axis, mean2[dim])));
    const last = way.at(-1);
    if (!last || Math.hypot(at[0] - last[0], at[1] - last[1]) >= 0.5 * pen.ratio) way.push(at);
  }
  way.push(place(shape.mean));
  const colour = outlineOf(pen, palette[component]);
  for (let piece = 0; piece < PIECES; piece++) {
    const [first, last] = [piece, piece + 1].map((part) => Math.round(part / PIECES * (way.length - 1)));
    if (first === last) continue;
    const path = new Path2D();
    for (const [x, y] of way.slice(first, last + 1)) path.lineTo(x, y);
    for (const [x, y] of way.slice(first, last)) path.addPath(circle(x, y, 1.25 * pen.ratio));
    line(pen, path, colour, ((piece + 1) / PIECES) ** 1.5 * prominence(drawing2, component));
  }
}
function drawMean(pen, drawing2, component, [x, y]) {
  const { context, ratio, theme } = pen;
  const colour = drawing2.palette[component];
  const grown = drawing2.snapshot.hovered === component ? 1.2 : 1;
  const radius = MEAN * ratio * grown;
  const strength = prominence(drawing2, component);
  const pulse = drawing2.pulse(component);
  if (pulse < 1) {
    context.lineWidth = 3 * ratio * (1 - pulse);
    context.strokeStyle = css(colour, 1 - pulse);
    context.stroke(circle(x, y, radius + 40 * ratio * pulse));
  }
  context.fillStyle = css(theme.surface, 0.9 * strength);
  context.fill(circle(x, y, radius + 1.5 * ratio));
  context.fillStyle = css(colour, 0.22 * strength);
  context.fill(circle(x, y, radius));
  context.strokeStyle = css(outlineOf(pen, colour), strength);
  context.lineWidth = 2.5 * ratio;
  context.stroke(circle(x, y, radius - 1.25 * ratio));
  setFont(pen, component < 10 ? 10 : 8.5, 600);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(theme.text, strength);
  context.fillText(String(component), x, y + 0.5 * ratio);
}
function drawPointed(pen, [x, y]) {
  line(pen, circle(x, y, POINTED * pen.ratio), pen.theme.text);
}
function outlineOf({ theme }, colour) {
  const towards = theme.isDark ? 0.18 * (1 - luminance(colour)) : 0.55 * luminance(colour) ** 0.5;
  return mix(colour, theme.text, towards);
}
function circle(x, y, radius) {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}

// src/fit/scene/interaction.js
var Hands = class {
  /** @type {Tool} */
  tool = "look";
  /** @type {Point | null} CSS pixels */
  pointer = null;
  #isDown = false;
  #stage;
  #brush;
  /** @type {Hold | null} */
  #hold = null;
  /** @type {Frame | null} */
  #box = null;
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Stage} stage
   * @param {AbortSignal} signal
   */
  constructor(canvas, stage, signal) {
    this.#stage = stage;
    this.#brush = new Brush((tool, places) => stage.paint(tool, places));
    listenToPointers(
      canvas,
      {
        touch: (at) => this.#touch(at),
        drag: (dx, dy) => this.#drag(dx * stage.ratio(), dy * stage.ratio()),
        pinch: (levels2, at) => this.#zoom(levels2, at, false),
        flick: (vx, vy) => this.#flick(vx * stage.ratio(), vy * stage.ratio()),
        release: () => this.#release(),
        drawBox: (box) => this.#drawBox(box),
        zoomBox: (box) => this.#zoomBox(box),
        doubleClick: (levels2, at) => {
          if (this.tool === "look") this.#zoom(levels2, at, true);
        },
        hover: (at) => this.#hover(at)
      },
      signal
    );
    listenToWheel(
      canvas,
      {
        takesWheel: () => stage.takesWheel(),
        decline: () => stage.decline(),
        zoom: (levels2, at) => this.#zoom(levels2, at, true)
      },
      signal
    );
  }
  /** The mean in the hand, in units. */
  get held() {
    return this.#hold && { component: this.#hold.component, mean: this.#hold.mean };
  }
  /** Whether a hand is on the picture, but not on a mean. */
  get isOnGround() {
    return this.#isDown && !this.#hold;
  }
  /** The kernel has answered: a mean that was let go is where the kernel says. */
  answer() {
    if (this.#hold?.isReleased) this.#hold = null;
  }
  /** @param {boolean} isOnMean whether a mean that can be taken is under the pointer */
  cursor(isOnMean) {
    if (this.tool !== "look") return "crosshair";
    if (isOnMean) return "move";
    return this.#isDown ? "grabbing" : "grab";
  }
  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether there is more to do
   */
  advance(now) {
    this.#brush.advance(now);
    if (this.#hold && !this.#hold.advance(now)) this.#hold = null;
    return this.#hold !== null || this.#brush.isDown;
  }
  /** @param {Pen} pen */
  draw({ context, ratio, theme }) {
    context.lineWidth = 1.5 * ratio;
    if (this.#box) {
      const { left, top, right, bottom } = this.#box;
      const box = (
        /** @type {const} */
        [left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio]
      );
      context.fillStyle = css(theme.accent, 0.12);
      context.strokeStyle = css(theme.accent);
      context.fillRect(...box);
      context.strokeRect(...box);
    }
    if (this.tool !== "look" && this.pointer) {
      const disc = circle(this.pointer.x * ratio, this.pointer.y * ratio, RADIUS * ratio);
      context.fillStyle = css(theme.text, 0.07);
      context.fill(disc);
      context.strokeStyle = css(theme.text, 0.8);
      if (this.tool === "erase") context.setLineDash([4 * ratio, 3 * ratio]);
      context.stroke(disc);
      context.setLineDash([]);
    }
  }
  /** @param {Point} at CSS pixels */
  #touch(at) {
    this.pointer = at;
    this.#isDown = true;
    this.#stage.view()?.lens.stop();
    const mean2 = this.tool === "look" ? this.#stage.meanAt(at) : null;
    if (this.tool !== "look") this.#brush.press(this.tool, at);
    if (mean2) this.#hold = new Hold(mean2.component, mean2.mean, this.#stage.move);
    this.#stage.touched();
  }
  /**
   * @param {number} dx device pixels
   * @param {number} dy
   */
  #drag(dx, dy) {
    const view = this.#stage.view();
    if (!view || this.#brush.isDown) return;
    if (this.#hold && !this.#hold.isReleased) {
      this.#hold.move(view.shift(this.#hold.mean, dx, dy));
      this.#stage.touched();
    } else {
      view.lens.drag(dx, dy);
      this.#stage.viewed();
    }
  }
  /**
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  #flick(vx, vy) {
    if (this.#hold || this.tool !== "look" || !this.#stage.isEased()) return;
    this.#stage.view()?.lens.flick(vx, vy);
    this.#stage.viewed();
  }
  #release() {
    this.#isDown = false;
    this.#brush.lift();
    if (this.#hold && !this.#hold.isReleased && !this.#hold.release(performance.now())) this.#hold = null;
    this.#stage.touched();
  }
  /**
   * @param {number} levels
   * @param {Point} at CSS pixels
   * @param {boolean} eased
   */
  #zoom(levels2, at, eased) {
    const ratio = this.#stage.ratio();
    this.#stage.view()?.lens.zoom(levels2, at.x * ratio, at.y * ratio, eased && this.#stage.isEased());
    this.#stage.viewed();
  }
  /** @param {Frame | null} box */
  #drawBox(box) {
    this.#box = box;
    this.#stage.touched();
  }
  /** @param {Frame} box */
  #zoomBox({ left, top, right, bottom }) {
    const ratio = this.#stage.ratio();
    const box = { left: left * ratio, top: top * ratio, right: right * ratio, bottom: bottom * ratio };
    this.#stage.view()?.lens.frame(box, this.#stage.isEased());
    this.#stage.viewed();
  }
  /** @param {Point | null} at CSS pixels */
  #hover(at) {
    this.pointer = at;
    if (at) this.#brush.move(at);
    this.#stage.touched();
  }
};

// src/fit/draw/axes.js
var GAP2 = { x: 96, y: 64 };
var TICK3 = 5;
var MARGIN3 = 8;
function drawGrid({ context, ratio, width, height, theme }, rulers) {
  context.fillStyle = css(theme.text, theme.isDark ? 0.07 : 0.06);
  for (const { along, ticks: { marks }, place } of rulers) {
    for (const { unit } of marks) {
      const at = Math.round(place(unit));
      if (along === "x") context.fillRect(at, 0, Math.max(1, Math.round(ratio)), height);
      else context.fillRect(0, at, width, Math.max(1, Math.round(ratio)));
    }
  }
}
function drawAxes(pen, rulers) {
  for (const ruler2 of rulers) {
    if (ruler2.along === "x") drawAcross(pen, ruler2);
    else drawUp(pen, ruler2);
  }
}
function ruler({ ratio, width, height }, along, units, axis, [from, to], name) {
  const length = along === "x" ? width : height;
  const place = (unit) => (along === "x" ? unit - from : to - unit) / (to - from) * length;
  return { along, ticks: ticks(units.origin[axis], units.span[axis], from, to, length / ratio / GAP2[along]), place, name };
}
function drawAcross(pen, { ticks: scale, place, name }) {
  const { ratio, width, height } = pen;
  const base = height - (TICK3 + 5) * ratio;
  const title = titleOf(name, scale);
  const end = width - (lengthOf(pen, title) + 2.5 * MARGIN3 * ratio);
  for (const { unit, label } of scale.marks) {
    const x = place(unit);
    mark(pen, Math.round(x), height - TICK3 * ratio, ratio, TICK3 * ratio);
    const half = lengthOf(pen, label) / 2;
    if (x - half > 4 * MARGIN3 * ratio && x + half < end) write(pen, label, x, base, "center", "alphabetic");
  }
  write(pen, title, width - MARGIN3 * ratio, base, "right", "alphabetic");
}
function drawUp(pen, { ticks: scale, place, name }) {
  const { ratio, height } = pen;
  for (const { unit, label } of scale.marks) {
    const y = place(unit);
    mark(pen, 0, Math.round(y), TICK3 * ratio, ratio);
    if (y > 34 * ratio && y < height - 26 * ratio) write(pen, label, (TICK3 + 4) * ratio, y, "left", "middle");
  }
  write(pen, titleOf(name, scale), MARGIN3 * ratio, 14 * ratio, "left", "middle");
}
function mark({ context, theme }, x, y, width, height) {
  context.fillStyle = css(theme.muted, 0.7);
  context.fillRect(x, y, width, height);
}

// src/fit/charts/bins.js
var FEWEST = 8;
var MOST = 160;
function suitableCount(places) {
  const sorted = places.slice().sort();
  const range = sorted[Math.floor(0.75 * sorted.length)] - sorted[Math.floor(0.25 * sorted.length)];
  const count = Math.ceil(Math.cbrt(sorted.length) / (2 * range));
  return count >= FEWEST ? Math.min(MOST, count) : FEWEST;
}
function binsOf(places, count, shares, whole3) {
  const n = places.length;
  const k = shares && n > 0 ? shares.length / n : 1;
  const densities2 = new Float64Array(count * k);
  const one = count / n;
  for (let i = 0; i < n; i++) {
    const bin = Math.max(0, Math.min(count - 1, Math.floor((places[i] + 0.5) * count)));
    if (!shares) densities2[bin] += one;
    else if (whole3) densities2[bin * k + largest(shares, i * k, k)] += one;
    else for (let c = 0; c < k; c++) densities2[bin * k + c] += shares[i * k + c] * one;
  }
  let highest = 0;
  for (let at = 0; at < densities2.length; at += k) {
    let sum2 = 0;
    for (let c = 0; c < k; c++) sum2 += densities2[at + c];
    if (sum2 > highest) highest = sum2;
  }
  return { width: 1 / count, count, k, densities: densities2, highest };
}
function largest(shares, from, k) {
  let winner = 0;
  for (let c = 1; c < k; c++) if (shares[from + c] > shares[from + winner]) winner = c;
  return winner;
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
  constructor(value, interpolate3, isThere3) {
    this.#shown = this.#goal = value;
    this.#interpolate = interpolate3;
    this.#isThere = isThere3;
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

// src/fit/charts/camera2d.js
var Lens = class {
  #span;
  #isHome = true;
  /** @type {Glide<Camera>} */
  #glide;
  /**
   * @param {readonly number[]} span of the data in both directions
   */
  constructor(span) {
    this.#span = span;
    this.#glide = new Glide(whole2(1, 1, span), interpolate, isThere);
  }
  /** What the canvas shows now. */
  get shown() {
    return this.#glide.shown;
  }
  /** Where the motion will end. */
  get goal() {
    return this.#glide.goal;
  }
  /** Whether the whole of the data is shown, as at first. */
  get isHome() {
    return this.#isHome;
  }
  get moving() {
    return this.#glide.moving;
  }
  /** @param {number} now milliseconds */
  advance(now) {
    return this.#glide.advance(now);
  }
  /**
   * @param {number} width device pixels
   * @param {number} height
   */
  resize(width, height) {
    const { goal } = this.#glide;
    if (goal.width === width && goal.height === height) return;
    this.#glide.go(this.#isHome ? whole2(width, height, this.#span) : resize2(goal, width, height), 0);
  }
  /**
   * @param {number} levels positive goes in
   * @param {number} px device pixels
   * @param {number} py
   * @param {boolean} eased
   */
  zoom(levels2, px, py, eased) {
    const { shown, goal } = this.#glide;
    const wanted = Math.log2(goal.scaleX / shown.scaleX) + levels2;
    this.#go(zoom(shown, wanted, px, py), eased ? EASE : 0);
  }
  /**
   * @param {number} dx device pixels
   * @param {number} dy
   */
  drag(dx, dy) {
    this.#go(pan(this.#glide.shown, dx, dy), 0);
  }
  /**
   * @param {number} dx device pixels
   * @param {number} dy
   * @param {boolean} eased
   */
  step(dx, dy, eased) {
    this.#go(pan(this.#glide.goal, dx, dy), eased ? EASE : 0);
  }
  /**
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  flick(vx, vy) {
    this.#go(pan(this.#glide.shown, vx * GLIDE, vy * GLIDE), GLIDE);
  }
  /**
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  frame(box, eased) {
    this.#go(frame(this.#glide.shown, box), eased ? EASE : 0);
  }
  /** @param {boolean} eased */
  home(eased) {
    const { width, height } = this.#glide.goal;
    this.#go(whole2(width, height, this.#span), eased ? EASE : 0);
    this.#isHome = true;
  }
  /** Stay where the picture is now. */
  stop() {
    if (this.moving) this.#go(this.#glide.shown, 0);
  }
  /**
   * @param {Camera} camera
   * @param {number} tau
   */
  #go(camera, tau) {
    this.#isHome = false;
    this.#glide.go(confine(camera), tau);
  }
};

// src/fit/charts/histogram.js
var FOOT = 44;
var HEADROOM = 1.25;
var WIDEST2 = 28;
var MOST_HALVINGS = 5;
var STEP = 1.5;
var DASH2 = 4;
var BAR = 0.55;
var Histogram = class {
  lens;
  /** @type {{places: Float64Array, count: number} | null} */
  #suitable = null;
  /** @type {{places: Float64Array, shares: Float64Array | null, whole: boolean, bins: Bins} | null} */
  #kept = null;
  #height = 1;
  #ratio = 1;
  /** @param {Units} units */
  constructor(units) {
    this.lens = new Lens(units.span);
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  draw(pen, drawing2) {
    [this.#height, this.#ratio] = [pen.height, pen.ratio];
    const { snapshot, shapes, units } = drawing2;
    const [left, right] = boxOf(this.lens.shown);
    const rulers = [ruler(pen, "x", units, 0, [left, right], snapshot.featureNames[snapshot.dims[0]] ?? "")];
    drawGrid(pen, rulers);
    const bins = this.#bins(drawing2);
    const unit = this.#baseline / (bins.highest * HEADROOM || 1);
    this.#drawBars(pen, drawing2, bins, unit);
    this.#drawCurves(pen, drawing2, unit);
    pen.context.fillStyle = css(pen.theme.text, 0.3);
    pen.context.fillRect(0, Math.round(this.#baseline), pen.width, Math.max(1, Math.round(pen.ratio)));
    drawAxes(pen, rulers);
    shapes.forEach((shape, component) => {
      if (shape) drawMean(pen, drawing2, component, this.place(shape.mean));
    });
  }
  /**
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    return [pixelAt(this.lens.shown, unit[at], 0)[0], this.#baseline];
  }
  /**
   * @param {readonly number[]} unit
   * @param {number} dx device pixels
   * @returns {number[]} the place moved by so much
   */
  shift([x], dx) {
    return [x + dx / this.lens.shown.scaleX];
  }
  /**
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units
   */
  unitAt(px, py) {
    return [unitAt(this.lens.shown, px, py)[0]];
  }
  get #baseline() {
    return this.#height - FOOT * this.#ratio;
  }
  /**
   * @param {Drawing} drawing
   * @returns {Bins}
   */
  #bins({ places, shares: sharesOf, snapshot }) {
    const shares = sharesOf();
    if (this.#suitable?.places !== places) this.#suitable = { places, count: suitableCount(places) };
    const { scaleX } = this.lens.shown;
    const excess = Math.log2(scaleX / this.#suitable.count / (WIDEST2 * this.#ratio));
    const count = this.#suitable.count * 2 ** Math.max(0, Math.min(MOST_HALVINGS, Math.ceil(excess)));
    const whole3 = snapshot.look.colours === "argmax";
    const kept = this.#kept;
    if (kept && kept.places === places && kept.shares === shares && kept.whole === whole3 && kept.bins.count === count) return kept.bins;
    const bins = binsOf(places, count, shares, whole3);
    this.#kept = { places, shares, whole: whole3, bins };
    return bins;
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   * @param {Bins} bins
   * @param {number} unit device pixels per density
   */
  #drawBars({ context, ratio, width }, drawing2, bins, unit) {
    const first = this.place([-0.5])[0];
    const wide = bins.width * this.lens.shown.scaleX;
    const gap2 = wide > 5 * ratio ? Math.max(1, Math.round(ratio)) : 0;
    for (let c = 0; c < bins.k; c++) {
      const path = new Path2D();
      for (let bin = 0; bin < bins.count; bin++) {
        const left = Math.round(first + bin * wide);
        const right = Math.round(first + (bin + 1) * wide) - gap2;
        if (right < 0 || left > width) continue;
        let below = 0;
        for (let under = 0; under < c; under++) below += bins.densities[bin * bins.k + under];
        const high = bins.densities[bin * bins.k + c] * unit;
        if (high > 0) path.rect(left, this.#baseline - below * unit - high, Math.max(1, right - left), high);
      }
      const isShared = drawing2.snapshot.shading !== null;
      context.fillStyle = isShared ? css(drawing2.palette[c], BAR * prominence(drawing2, c)) : css(NEUTRAL, BAR);
      context.fill(path);
    }
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   * @param {number} unit device pixels per density
   */
  #drawCurves(pen, drawing2, unit) {
    const { context, width, ratio, theme } = pen;
    const count = Math.ceil(width / (STEP * ratio)) + 1;
    const sum2 = new Float64Array(count);
    drawing2.shapes.forEach((shape, component) => {
      if (!shape?.factor) return;
      const path = new Path2D();
      for (let i = 0; i < count; i++) {
        const px = i * STEP * ratio;
        const density = densityOf(shape, this.unitAt(px, 0)[0]);
        sum2[i] += density;
        path.lineTo(px, this.#baseline - Math.min(density * unit, 2 * this.#height));
      }
      const strength = prominence(drawing2, component);
      const inside = new Path2D(path);
      inside.lineTo(width, this.#baseline);
      inside.lineTo(0, this.#baseline);
      context.fillStyle = css(drawing2.palette[component], 0.1 * strength);
      context.fill(inside);
      if (isDegenerate(drawing2.snapshot.step, component)) context.setLineDash([DASH2 * ratio, DASH2 * ratio]);
      line(pen, path, outlineOf(pen, drawing2.palette[component]), strength, 1.75);
      context.setLineDash([]);
    });
    const total = new Path2D();
    sum2.forEach((density, i) => total.lineTo(i * STEP * ratio, this.#baseline - Math.min(density * unit, 2 * this.#height)));
    if (sum2.some((density) => density > 0)) line(pen, total, theme.text, 0.85, 1.5);
  }
};
function densityOf({ weight: weight2, mean: mean2, factor }, x) {
  const deviation = factor?.[0] ?? 0;
  if (!(deviation > 0)) return 0;
  return weight2 / deviation / Math.sqrt(2 * Math.PI) * Math.exp(-(((x - mean2[0]) / deviation) ** 2) / 2);
}

// src/widget/comm/decode.js
async function decode2(png) {
  const image = new Image();
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new TypeError("not a PNG file in base64"));
    image.src = `data:image/png;base64,${png}`;
  });
  return createImageBitmap(image, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
}

// src/fit/scene/layers.js
var INTERVAL4 = 33;
var Layers = class {
  /** @type {Map<Layer, {picture: Picture, image: ImageBitmap}>} */
  #shown = /* @__PURE__ */ new Map();
  /** @type {Map<Layer, Wish>} */
  #asked = /* @__PURE__ */ new Map();
  #closed = false;
  #ask;
  #changed;
  /**
   * @param {(layer: Layer, box: Box, width: number, height: number) => void} ask
   * @param {() => void} changed
   */
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }
  /** @param {Picture} picture */
  async take(picture) {
    const image = await decode2(picture.png).catch(() => null);
    const shown = this.#shown.get(picture.layer);
    if (!image || this.#closed || shown && shown.picture.seq > picture.seq) return;
    shown?.image.close();
    this.#shown.set(picture.layer, { picture, image });
    this.#changed();
  }
  /**
   * Ask for what a view lacks.
   *
   * @param {Layer} layer
   * @param {Units} units
   * @param {Camera} camera
   * @param {Step} step
   * @param {string} look what else the picture depends on
   * @param {number} now milliseconds
   * @returns {boolean} whether it is too early to ask
   */
  want(layer, units, camera, step, look, now) {
    const { width, height } = camera;
    const [left, right, bottom, top] = boxOf(camera);
    const box = [fromUnit(units, 0, left), fromUnit(units, 0, right), fromUnit(units, 1, bottom), fromUnit(units, 1, top)];
    const last = this.#asked.get(layer);
    if (last && last.step === step && last.look === look && String([last.width, last.height, last.box]) === String([width, height, box])) {
      return false;
    }
    if (last && now - last.time < INTERVAL4) return true;
    this.#asked.set(layer, { step, look, box, width, height, time: now });
    this.#ask(layer, box, width, height);
    return false;
  }
  /**
   * @param {Pen} pen
   * @param {Layer} layer
   * @param {Units} units
   * @param {Camera} camera
   * @returns {boolean} whether there is such a picture
   */
  draw({ context }, layer, units, camera) {
    const shown = this.#shown.get(layer);
    if (!shown || String(shown.picture.dims) !== String(units.dims)) return false;
    const [left, right, bottom, top] = shown.picture.box;
    const [x, y] = pixelAt(camera, toUnit(units, 0, left), toUnit(units, 1, top));
    const [endX, endY] = pixelAt(camera, toUnit(units, 0, right), toUnit(units, 1, bottom));
    context.imageSmoothingEnabled = Math.abs(endX - x - shown.image.width) > 0.01;
    context.drawImage(shown.image, x, y, endX - x, endY - y);
    return true;
  }
  /** Ask again: the samples have changed. */
  renew() {
    this.#asked.clear();
  }
  close() {
    this.#closed = true;
    for (const { image } of this.#shown.values()) image.close();
    this.#shown.clear();
  }
};

// src/fit/scene/pick.js
var NEAR_POINT = 8;
var NEAR_MEAN = MEAN + 4;
function pickMean(view, shapes, [px, py], ratio) {
  let [nearest3, least] = [
    /** @type {number | null} */
    null,
    NEAR_MEAN * ratio
  ];
  shapes.forEach((shape, component) => {
    if (!shape) return;
    const [x, y] = view.place(shape.mean);
    const distance2 = Math.hypot(x - px, y - py);
    if (distance2 <= least) [nearest3, least] = [component, distance2];
  });
  return nearest3;
}
function pickRow(view, places, axes, [px, py], ratio) {
  let [nearest3, least] = [
    /** @type {number | null} */
    null,
    NEAR_POINT * ratio
  ];
  for (let row2 = 0; row2 < places.length / axes; row2++) {
    const [x, y] = view.place(places, row2 * axes);
    const distance2 = Math.hypot(x - px, y - py);
    if (distance2 <= least) [nearest3, least] = [row2, distance2];
  }
  return nearest3;
}
function describe({ row: row2, component }, view, { points, step, dims }, { shapes, places, shares, ratio }) {
  const cut = (values, of, length) => Array.from(values.subarray(of * length, (of + 1) * length));
  const at = (place) => {
    const [x, y] = view.place(place);
    return { x: x / ratio, y: y / ratio };
  };
  const mean2 = component === null ? null : shapes[component]?.mean;
  if (component !== null && mean2) return { row: null, component, values: step.means[component], responsibilities: null, at: at(mean2) };
  if (row2 === null) return null;
  const responsibilities2 = shares && cut(shares, row2, step.means.length);
  return { row: row2, component: null, values: cut(points.data, row2, points.d), responsibilities: responsibilities2, at: at(cut(places, row2, dims.length)) };
}

// src/fit/models/ellipses.js
function ellipseOf(xx, xy, yy) {
  const largest2 = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
  const least = largest2 > 0 ? (xx * yy - xy * xy) / largest2 : 0;
  return { major: Math.sqrt(Math.max(0, largest2)), minor: Math.sqrt(Math.max(0, least)), angle: Math.atan2(2 * xy, xx - yy) / 2 };
}
function imageOfCircle(a, b, c, d) {
  const { major, angle } = ellipseOf(a * a + b * b, a * c + b * d, c * c + d * d);
  return { major, minor: major > 0 ? Math.abs(a * d - b * c) / major : 0, angle };
}

// src/fit/models/regression.js
function regress(shapes, x) {
  const parts = shapes.flatMap((shape) => {
    if (!shape?.factor || !(shape.factor[0] > 0 && shape.weight > 0)) return [];
    const [a, b, c] = shape.factor;
    const z = (x - shape.mean[0]) / a;
    return [{ log: Math.log(shape.weight / a) - z * z / 2, mean: shape.mean[1] + b * z, variance: c * c }];
  });
  const largest2 = Math.max(...parts.map(({ log }) => log));
  if (!Number.isFinite(largest2)) return null;
  const shares = parts.map(({ log }) => Math.exp(log - largest2));
  const total = shares.reduce((sum2, share3) => sum2 + share3, 0);
  const mean2 = parts.reduce((sum2, part, i) => sum2 + shares[i] / total * part.mean, 0);
  const variance2 = parts.reduce((sum2, part, i) => sum2 + shares[i] / total * (part.variance + (part.mean - mean2) ** 2), 0);
  return { mean: mean2, deviation: Math.sqrt(variance2) };
}

// src/fit/draw/splats.js
var PLACES = 4;
var LARGEST3 = 2.6;
var SMALLEST3 = 1.3;
var Splats = class {
  /** @type {{canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D, image: ImageData} | null} */
  #sheet = null;
  /** @type {Map<number, Stamp>} */
  #stamps = /* @__PURE__ */ new Map();
  /**
   * Begin an empty image.
   *
   * @param {number} width device pixels
   * @param {number} height
   */
  begin(width, height) {
    if (this.#sheet?.image.width === width && this.#sheet.image.height === height) {
      this.#sheet.image.data.fill(0);
      return;
    }
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    this.#sheet = context && { canvas, context, image: new ImageData(width, height) };
  }
  /**
   * Set a point over those that are there.
   *
   * @param {number} x device pixels
   * @param {number} y
   * @param {number} radius device pixels
   * @param {ArrayLike<number>} colours RGBA, one after the other
   * @param {number} at where the point's colour begins
   * @param {number} opacity
   */
  set(x, y, radius, colours, at, opacity) {
    if (!this.#sheet) return;
    const { width, height, data } = this.#sheet.image;
    const { side, masks } = this.#stamp(radius);
    const [left, top] = [Math.floor(x - side / 2), Math.floor(y - side / 2)];
    if (!(left >= -side && top >= -side && left < width && top < height)) return;
    const place = Math.floor((y - side / 2 - top) * PLACES) * PLACES + Math.floor((x - side / 2 - left) * PLACES);
    const strength = colours[at + 3] * opacity / 65025;
    const [red, green, blue] = [colours[at], colours[at + 1], colours[at + 2]];
    const [firstX, lastX] = [Math.max(0, -left), Math.min(side, width - left)];
    const lastY = Math.min(side, height - top);
    for (let j = Math.max(0, -top); j < lastY; j++) {
      let mask = (place * side + j) * side + firstX;
      let pixel = ((top + j) * width + left + firstX) * 4;
      for (let i = firstX; i < lastX; i++, mask++, pixel += 4) {
        const coverage = masks[mask];
        if (coverage === 0) continue;
        const alpha = coverage * strength;
        const below = data[pixel + 3] / 255 * (1 - alpha);
        const share3 = alpha / (alpha + below);
        data[pixel] += (red - data[pixel]) * share3;
        data[pixel + 1] += (green - data[pixel + 1]) * share3;
        data[pixel + 2] += (blue - data[pixel + 2]) * share3;
        data[pixel + 3] = (alpha + below) * 255;
      }
    }
  }
  /**
   * @param {CanvasRenderingContext2D} context of a canvas of this size
   */
  end(context) {
    if (!this.#sheet) return;
    this.#sheet.context.putImageData(this.#sheet.image, 0, 0);
    context.drawImage(this.#sheet.canvas, 0, 0);
  }
  /**
   * @param {number} radius
   * @returns {Stamp}
   */
  #stamp(radius) {
    let stamp = this.#stamps.get(radius);
    if (!stamp) this.#stamps.set(radius, stamp = makeStamp(radius));
    return stamp;
  }
};
function makeStamp(radius) {
  const side = Math.ceil(2 * radius + 1);
  const masks = new Uint8Array(PLACES * PLACES * side * side);
  let at = 0;
  for (let place = 0; place < PLACES * PLACES; place++) {
    const x = side / 2 + (place % PLACES + 0.5) / PLACES;
    const y = side / 2 + (Math.floor(place / PLACES) + 0.5) / PLACES;
    for (let j = 0; j < side; j++) {
      for (let i = 0; i < side; i++) {
        const distance2 = Math.hypot(i + 0.5 - x, j + 0.5 - y);
        masks[at++] = 255 * Math.max(0, Math.min(1, radius + 0.5 - distance2));
      }
    }
  }
  return { side, masks };
}
function radiusOf(n) {
  return Math.max(SMALLEST3, Math.min(LARGEST3, 4.4 - 0.75 * Math.log10(Math.max(1, n))));
}

// src/fit/charts/plane.js
var STEP2 = 2;
var FARTHEST = 0.62;
var Plane = class {
  lens;
  #splats = new Splats();
  #layers;
  /**
   * @param {Units} units
   * @param {Layers} layers pictures drawn by the kernel
   */
  constructor(units, layers) {
    this.lens = new Lens(units.span);
    this.#layers = layers;
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  draw(pen, drawing2) {
    const { snapshot, shapes, units } = drawing2;
    const [left, right, bottom, top] = boxOf(this.lens.shown);
    const [nameX, nameY] = snapshot.dims.map((dim) => snapshot.featureNames[dim] ?? "");
    const rulers = [ruler(pen, "x", units, 0, [left, right], nameX), ruler(pen, "y", units, 1, [bottom, top], nameY)];
    drawGrid(pen, rulers);
    if (snapshot.look.density !== "none") this.#layers.draw(pen, "density", units, this.lens.shown);
    const { n, total } = drawing2.points;
    const drawnByKernel = n < total && this.#layers.draw(pen, "samples", units, this.lens.shown);
    if (!drawnByKernel) this.#drawPoints(pen, drawing2);
    shapes.forEach((shape, component) => {
      if (!shape?.factor) return;
      const { scaleX, scaleY } = this.lens.shown;
      const [a, b, c] = shape.factor;
      drawEllipses(pen, drawing2, component, this.place(shape.mean), imageOfCircle(a * scaleX, 0, -b * scaleY, -c * scaleY));
    });
    if (snapshot.look.regression) this.#drawRegression(pen, drawing2);
    if (snapshot.look.trails) shapes.forEach((_, component) => drawTrail(pen, drawing2, component, (mean2) => this.place(mean2)));
    shapes.forEach((shape, component) => {
      if (shape) drawMean(pen, drawing2, component, this.place(shape.mean));
    });
    if (drawing2.row !== null) drawPointed(pen, this.place(drawing2.places, 2 * drawing2.row));
    drawAxes(pen, rulers);
  }
  /**
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    return pixelAt(this.lens.shown, unit[at], unit[at + 1]);
  }
  /**
   * @param {ArrayLike<number>} unit
   * @param {number} dx device pixels
   * @param {number} dy
   * @returns {number[]} the place moved by so much
   */
  shift(unit, dx, dy) {
    const { scaleX, scaleY } = this.lens.shown;
    return [unit[0] + dx / scaleX, unit[1] - dy / scaleY];
  }
  /**
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units
   */
  unitAt(px, py) {
    return unitAt(this.lens.shown, px, py);
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  #drawPoints({ context, width, height, ratio }, { places, colours }) {
    const { x, y, scaleX, scaleY } = this.lens.shown;
    const n = places.length / 2;
    const radius = ratio * radiusOf(n);
    this.#splats.begin(width, height);
    for (let i = 0; i < n; i++) {
      const px = width / 2 + (places[2 * i] - x) * scaleX;
      const py = height / 2 - (places[2 * i + 1] - y) * scaleY;
      this.#splats.set(px, py, radius, colours, 4 * i, 0.85);
    }
    this.#splats.end(context);
  }
  /**
   * The conditional mean, and one deviation to both sides of it.
   *
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  #drawRegression(pen, { shapes }) {
    const { context, width, ratio, theme } = pen;
    const camera = this.lens.shown;
    const curve = [];
    for (let px = 0; px <= width + STEP2 * ratio; px += STEP2 * ratio) {
      const x = unitAt(camera, px, 0)[0];
      const value = Math.abs(x) > FARTHEST ? null : regress(shapes, x);
      if (value) curve.push({ px, mean: pixelAt(camera, 0, value.mean)[1], deviation: value.deviation * camera.scaleY });
    }
    const [band, middle] = [new Path2D(), new Path2D()];
    for (const { px, mean: mean2, deviation } of curve) band.lineTo(px, mean2 - deviation);
    for (const { px, mean: mean2, deviation } of [...curve].reverse()) band.lineTo(px, mean2 + deviation);
    for (const { px, mean: mean2 } of curve) middle.lineTo(px, mean2);
    context.fillStyle = css(theme.text, 0.1);
    context.fill(band);
    line(pen, middle, theme.text, 0.9, 2);
  }
};

// src/fit/scene/pulses.js
var DURATION = 900;
var Pulses = class {
  /** @type {Map<number, number>} when it began, in milliseconds */
  #starts = /* @__PURE__ */ new Map();
  /**
   * @param {number[]} degenerate components
   * @param {number} now milliseconds; -Infinity where motion is not wanted
   */
  follow(degenerate, now) {
    for (const component of this.#starts.keys()) if (!degenerate.includes(component)) this.#starts.delete(component);
    for (const component of degenerate) if (!this.#starts.has(component)) this.#starts.set(component, now);
  }
  /** @param {number} now */
  moves(now) {
    return [...this.#starts.values()].some((start) => now < start + DURATION);
  }
  /**
   * @param {number} component
   * @param {number} now
   * @returns {number} from 0 at the beginning to 1 at the end and at rest
   */
  at(component, now) {
    const start = this.#starts.get(component) ?? -Infinity;
    return Math.max(0, Math.min(1, (now - start) / DURATION));
  }
};

// src/fit/scene/shades.js
var LARGEST4 = 8e6;
var FAINTEST = 0.1;
var ASIDE2 = 0.16;
var Shades = class {
  /** @type {Map<Step, Uint8ClampedArray>} from the one used longest ago to the newest */
  #kept = /* @__PURE__ */ new Map();
  /** @type {{step: Step, shares: Float64Array} | null} */
  #newest = null;
  /** @type {DecodedPoints} */
  #points;
  #style;
  /**
   * @param {DecodedPoints} points
   * @param {Style} style
   */
  constructor(points, style) {
    this.#points = points;
    this.#style = style;
  }
  /**
   * @param {Style} style
   */
  restyle(style) {
    if (sameStyle(style, this.#style)) return;
    this.#style = style;
    this.#kept.clear();
  }
  /**
   * @param {Step} step the parameters of the E step
   * @param {CovarianceType} type
   * @param {Algorithm} algorithm
   * @returns {Float64Array} n rows of k
   */
  shares(step, type, algorithm) {
    if (this.#newest?.step !== step) {
      const { data, d } = this.#points;
      this.#newest = { step, shares: responsibilities(data, d, step, type, algorithm) };
    }
    return this.#newest.shares;
  }
  /**
   * @param {{step: Step, covarianceType: CovarianceType} | null} shading null before the first E step
   * @param {Algorithm} algorithm
   * @returns {Uint8ClampedArray} RGBA of each point
   */
  colours(shading, algorithm) {
    if (!shading) return grey(this.#points.n);
    const kept = this.#kept.get(shading.step);
    if (kept) this.#kept.delete(shading.step);
    const colours = kept ?? shade(this.shares(shading.step, shading.covarianceType, algorithm), this.#points.n, this.#style);
    this.#kept.set(shading.step, colours);
    for (const step of this.#kept.keys()) {
      if (this.#kept.size * colours.length <= LARGEST4 || this.#kept.size === 1) break;
      this.#kept.delete(step);
    }
    return colours;
  }
};
function grey(n) {
  const colours = new Uint8ClampedArray(4 * n);
  for (let at = 0; at < colours.length; at += 4) colours.set([...NEUTRAL, 255], at);
  return colours;
}
function shade(shares, n, { colours: mode, fade, palette, hovered }) {
  const k = n === 0 ? 0 : shares.length / n;
  const lights = Float64Array.from(palette.slice(0, k).flatMap(toLinear));
  const colours = new Uint8ClampedArray(4 * n);
  for (let at = 0, row2 = 0; at < colours.length; at += 4, row2 += k) {
    let [red, green, blue, entropy, winner] = [0, 0, 0, 0, 0];
    for (let c = 0; c < k; c++) {
      const share3 = shares[row2 + c];
      if (share3 === 0) continue;
      red += share3 * lights[3 * c];
      green += share3 * lights[3 * c + 1];
      blue += share3 * lights[3 * c + 2];
      if (fade && share3 < 1) entropy -= share3 * Math.log(share3);
      if (share3 > shares[row2 + winner]) winner = c;
    }
    if (mode === "argmax") [red, green, blue] = [lights[3 * winner], lights[3 * winner + 1], lights[3 * winner + 2]];
    colours[at] = fromLinear(red);
    colours[at + 1] = fromLinear(green);
    colours[at + 2] = fromLinear(blue);
    const opacity = fade ? FAINTEST + (1 - FAINTEST) * Math.exp(-2 * entropy) : 1;
    colours[at + 3] = 255 * opacity * (hovered === null ? 1 : ASIDE2 + (1 - ASIDE2) * (shares[row2 + hovered] ?? 0));
  }
  return colours;
}
function sameStyle(a, b) {
  return a.colours === b.colours && a.fade === b.fade && a.hovered === b.hovered && String(a.palette) === String(b.palette);
}

// src/fit/models/shapes.js
function shapesOf({ weights, means, covariances }, type, units) {
  const { dims, span } = units;
  return means.map((mean2, component) => {
    const covariance2 = (i, j) => covarianceAt(covariances, type, component, dims[i], dims[j]) / span[i] / span[j];
    const axes = dims.map((_, axis) => axis);
    const isFinite = axes.every((i) => Number.isFinite(mean2[dims[i]]) && (!covariances || axes.every((j) => Number.isFinite(covariance2(i, j)))));
    if (!isFinite) return null;
    const place = dims.map((dim, axis) => toUnit(units, axis, mean2[dim]));
    return { weight: weights[component], mean: place, factor: covariances && cholesky(dims.length, covariance2) };
  });
}

// src/fit/draw/axes3d.js
var TICKS = 4;
var NUMBERS = 14;
var NAME = 44;
function drawCage(pen, { units, snapshot }, towards, place) {
  const { context, ratio, theme } = pen;
  const behind = towards.map((part) => part > 0 ? -0.5 : 0.5);
  const [middleX, middleY] = place([0, 0, 0]);
  const grid = new Path2D();
  const add = (from, to) => {
    grid.moveTo(...place(from));
    grid.lineTo(...place(to));
  };
  for (let axis = 0; axis < 3; axis++) {
    const others = [0, 1, 2].filter((other) => other !== axis);
    const scale = ticks(units.origin[axis], units.span[axis], -0.5, 0.5, TICKS);
    for (const unit of [-0.5, ...scale.marks.map((mark2) => mark2.unit), 0.5]) {
      for (const [side, along] of [others, [...others].reverse()]) {
        const from = [0, 0, 0];
        [from[axis], from[side], from[along]] = [unit, behind[side], -0.5];
        const to = [...from];
        to[along] = 0.5;
        add(from, to);
      }
    }
    const edge = outerEdge(axis, others, behind, place);
    const [x, y] = place(edge(0));
    const away = Math.hypot(x - middleX, y - middleY) || 1;
    const [outX, outY] = [(x - middleX) / away * ratio, (y - middleY) / away * ratio];
    for (const { unit, label } of scale.marks) {
      const [atX, atY] = place(edge(unit));
      write(pen, label, atX + NUMBERS * outX, atY + NUMBERS * outY, "center", "middle");
    }
    const name = snapshot.featureNames[snapshot.dims[axis]] ?? "";
    const align = outX < -0.5 * ratio ? "right" : outX > 0.5 * ratio ? "left" : "center";
    write(pen, titleOf(name, scale), x + NAME * outX, y + NAME * outY, align, "middle");
  }
  context.strokeStyle = css(theme.text, theme.isDark ? 0.11 : 0.09);
  context.lineWidth = ratio;
  context.stroke(grid);
}
function outerEdge(axis, others, behind, place) {
  const [a, b] = others.map((near) => (unit) => {
    const at = [...behind];
    at[axis] = unit;
    at[near] = -behind[near];
    return at;
  });
  const [[ax, ay], [bx, by]] = [place(a(0)), place(b(0))];
  if (axis === 2) return ax < bx ? a : b;
  return ay > by ? a : b;
}

// src/fit/charts/orbit.js
var HOME = { yaw: 0.6, pitch: 0.42, zoom: 1 };
var FILLED2 = 0.62;
var TURN = 3.4;
var DEEPEST2 = 6;
var WIDEST3 = 2;
function basis({ yaw, pitch, zoom: zoom2, width, height }) {
  const [sinYaw, cosYaw, sinPitch, cosPitch] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  return {
    right: [-sinYaw, cosYaw, 0],
    up: [-sinPitch * cosYaw, -sinPitch * sinYaw, cosPitch],
    towards: [cosPitch * cosYaw, cosPitch * sinYaw, sinPitch],
    scale: FILLED2 * zoom2 * Math.min(width, height)
  };
}
var Orbit = class {
  #isHome = true;
  /** @type {Glide<Sight>} */
  #glide = new Glide({ ...HOME, width: 1, height: 1 }, interpolate2, isThere2);
  /** @type {{sight: Sight, basis: Basis} | null} */
  #kept = null;
  get shown() {
    return this.#glide.shown;
  }
  /** @returns {Basis} of what is shown */
  get basis() {
    const sight = this.shown;
    if (this.#kept?.sight !== sight) this.#kept = { sight, basis: basis(sight) };
    return this.#kept.basis;
  }
  get isHome() {
    return this.#isHome;
  }
  get moving() {
    return this.#glide.moving;
  }
  /** @param {number} now milliseconds */
  advance(now) {
    return this.#glide.advance(now);
  }
  /**
   * @param {number} width device pixels
   * @param {number} height
   */
  resize(width, height) {
    this.#glide.go({ ...this.#glide.goal, width, height }, 0);
  }
  /**
   * @param {number} levels positive goes in
   * @param {number} _px the middle stays where it is
   * @param {number} _py
   * @param {boolean} eased
   */
  zoom(levels2, _px, _py, eased) {
    const { goal } = this.#glide;
    const zoom2 = Math.min(2 ** DEEPEST2, Math.max(2 ** -WIDEST3, goal.zoom * 2 ** levels2));
    this.#go({ ...goal, zoom: zoom2 }, eased ? EASE : 0);
  }
  /**
   * @param {number} dx device pixels
   * @param {number} dy
   */
  drag(dx, dy) {
    this.#go(turn(this.#glide.shown, dx, dy), 0);
  }
  /**
   * @param {number} dx device pixels
   * @param {number} dy
   * @param {boolean} eased
   */
  step(dx, dy, eased) {
    this.#go(turn(this.#glide.goal, dx, dy), eased ? EASE : 0);
  }
  /**
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  flick(vx, vy) {
    this.#go(turn(this.#glide.shown, vx * GLIDE, vy * GLIDE), GLIDE);
  }
  /**
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  frame({ left, top, right, bottom }, eased) {
    const { width, height } = this.#glide.goal;
    this.zoom(Math.log2(Math.min(width / (right - left), height / (bottom - top))), 0, 0, eased);
  }
  /** @param {boolean} eased */
  home(eased) {
    const { goal } = this.#glide;
    const turns = 2 * Math.PI * Math.round((goal.yaw - HOME.yaw) / (2 * Math.PI));
    this.#go({ ...goal, ...HOME, yaw: HOME.yaw + turns }, eased ? EASE : 0);
    this.#isHome = true;
  }
  stop() {
    if (this.moving) this.#go(this.#glide.shown, 0);
  }
  /**
   * @param {Sight} sight
   * @param {number} tau
   */
  #go(sight, tau) {
    this.#isHome = false;
    this.#glide.go(sight, tau);
  }
};
function turn(sight, dx, dy) {
  const angle = TURN / sight.height;
  const pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, sight.pitch + dy * angle));
  return { ...sight, yaw: sight.yaw - dx * angle, pitch };
}
function interpolate2(from, to, fraction2) {
  return {
    ...to,
    yaw: from.yaw + fraction2 * (to.yaw - from.yaw),
    pitch: from.pitch + fraction2 * (to.pitch - from.pitch),
    zoom: from.zoom * (to.zoom / from.zoom) ** fraction2
  };
}
function isThere2(sight, goal) {
  const angle = Math.abs(sight.yaw - goal.yaw) + Math.abs(sight.pitch - goal.pitch);
  return angle < 5e-4 && Math.abs(Math.log2(sight.zoom / goal.zoom)) < 1e-3;
}

// src/fit/charts/space.js
var ALIKE2 = 4;
var LAYERS = 256;
var SIZES = 5;
var DEEPEST3 = Math.sqrt(3) / 2;
var PIECES2 = 24;
var Space = class {
  lens = new Orbit();
  #splats = new Splats();
  #extent;
  #order = new Uint32Array();
  /** @param {Units} units */
  constructor({ span }) {
    const [least, largest2] = [Math.min(...span), Math.max(...span)];
    this.#extent = span.map((side) => largest2 / least < ALIKE2 ? side / largest2 : 1);
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  draw(pen, drawing2) {
    const { shapes, snapshot } = drawing2;
    const { towards } = this.lens.basis;
    drawCage(pen, drawing2, towards, (unit) => this.place(unit));
    const order = shapes.map((shape, component) => ({ shape, component, depth: shape ? this.#depth(shape.mean) : 0 })).sort((a, b) => a.depth - b.depth);
    for (const { shape, component } of order) {
      if (!shape?.factor) continue;
      drawEllipses(pen, drawing2, component, this.place(shape.mean), this.#outline(shape.factor));
      this.#drawRings(pen, drawing2, component, shape, false);
    }
    this.#drawPoints(pen, drawing2);
    for (const { shape, component } of order) {
      if (shape?.factor) this.#drawRings(pen, drawing2, component, shape, true);
    }
    if (snapshot.look.trails) {
      for (const { component } of order) drawTrail(pen, drawing2, component, (mean2) => this.place(mean2));
    }
    for (const { shape, component } of order) {
      if (shape) drawMean(pen, drawing2, component, this.place(shape.mean));
    }
    if (drawing2.row !== null) drawPointed(pen, this.place(drawing2.places, 3 * drawing2.row));
  }
  /**
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    const { width, height } = this.lens.shown;
    const { right, up, scale } = this.lens.basis;
    return [width / 2 + scale * this.#along(right, unit, at), height / 2 - scale * this.#along(up, unit, at)];
  }
  /**
   * @param {readonly number[]} unit
   * @param {number} dx device pixels
   * @param {number} dy
   * @returns {number[]} the place moved by so much, at the same depth
   */
  shift(unit, dx, dy) {
    const { right, up, scale } = this.lens.basis;
    return unit.map((value, axis) => value + (right[axis] * dx - up[axis] * dy) / scale / this.#extent[axis]);
  }
  /**
   * @param {Vector} direction
   * @param {ArrayLike<number>} unit
   * @param {number} at
   */
  #along([x, y, z], unit, at) {
    const [width, depth, height] = this.#extent;
    return x * width * unit[at] + y * depth * unit[at + 1] + z * height * unit[at + 2];
  }
  /** @param {ArrayLike<number>} unit */
  #depth(unit) {
    return this.#along(this.lens.basis.towards, unit, 0);
  }
  /**
   * The columns of a factor along a direction of sight.
   *
   * @param {Float64Array} factor
   * @param {Vector} direction
   * @returns {[number, number, number]}
   */
  #columns([a, b, c, d, e, f], direction) {
    return [this.#along(direction, [a, b, d], 0), this.#along(direction, [0, c, e], 0), this.#along(direction, [0, 0, f], 0)];
  }
  /**
   * What is seen of an ellipsoid from afar.
   *
   * @param {Float64Array} factor
   * @returns {Ellipse}
   */
  #outline(factor) {
    const { right, up, scale } = this.lens.basis;
    const [x, y] = [this.#columns(factor, right), this.#columns(factor, up)];
    const dot = (a, b) => scale * scale * a.reduce((sum2, value, i) => sum2 + value * b[i], 0);
    return ellipseOf(dot(x, x), -dot(x, y), dot(y, y));
  }
  /**
   * Three rings around an ellipsoid, their halves on this side or on the other.
   *
   * @param {Pen} pen
   * @param {Drawing} drawing
   * @param {number} component
   * @param {Shape} shape
   * @param {boolean} near
   */
  #drawRings(pen, drawing2, component, { mean: mean2, factor }, near) {
    if (!factor) return;
    const { right, up, towards, scale } = this.lens.basis;
    const { sigmas } = drawing2.snapshot.look;
    const size = scale * ([...sigmas].sort((a, b) => a - b)[Math.floor(sigmas.length / 2)] ?? 1);
    const [x, y, depth] = [right, up, towards].map((direction) => this.#columns(factor, direction));
    const [middleX, middleY] = this.place(mean2);
    const rings = new Path2D();
    for (const [i, j] of [[0, 1], [0, 2], [1, 2]]) {
      const start = Math.atan2(depth[j], depth[i]) + (near ? -Math.PI / 2 : Math.PI / 2);
      for (let piece = 0; piece <= PIECES2; piece++) {
        const angle = start + Math.PI * piece / PIECES2;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const [px, py] = [middleX + size * (x[i] * cos + x[j] * sin), middleY - size * (y[i] * cos + y[j] * sin)];
        if (piece === 0) rings.moveTo(px, py);
        else rings.lineTo(px, py);
      }
    }
    line(pen, rings, outlineOf(pen, drawing2.palette[component]), (near ? 0.7 : 0.3) * prominence(drawing2, component), 1);
  }
  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  #drawPoints({ context, width, height, ratio }, { places, colours }) {
    const { right, up, towards, scale } = this.lens.basis;
    const n = places.length / 3;
    const radius = ratio * radiusOf(n);
    const layers = Uint8Array.from({ length: n }, (_, i) => layerOf(this.#along(towards, places, 3 * i)));
    this.#splats.begin(width, height);
    for (const i of this.#sort(layers)) {
      const near = layers[i] / (LAYERS - 1);
      const size = radius * (0.75 + 0.5 * Math.round(near * SIZES) / SIZES);
      const x = width / 2 + scale * this.#along(right, places, 3 * i);
      const y = height / 2 - scale * this.#along(up, places, 3 * i);
      this.#splats.set(x, y, size, colours, 4 * i, 0.35 + 0.6 * near);
    }
    this.#splats.end(context);
  }
  /**
   * @param {Uint8Array} layers
   * @returns {Uint32Array} from the farthest to the nearest
   */
  #sort(layers) {
    if (this.#order.length !== layers.length) this.#order = new Uint32Array(layers.length);
    const starts = new Uint32Array(LAYERS + 1);
    for (const layer of layers) starts[layer + 1]++;
    for (let layer = 0; layer < LAYERS; layer++) starts[layer + 1] += starts[layer];
    layers.forEach((layer, i) => this.#order[starts[layer]++] = i);
    return this.#order;
  }
};
function layerOf(depth) {
  return Math.max(0, Math.min(LAYERS - 1, Math.floor((depth / DEEPEST3 + 1) / 2 * LAYERS)));
}

// src/fit/draw/theme.js
var LATE2 = 300;
function readTheme(canvas) {
  const style = getComputedStyle(canvas);
  const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colour = (name, fallback) => {
    if (!probe) return [0, 0, 0];
    probe.fillStyle = fallback;
    probe.fillStyle = style.getPropertyValue(name);
    probe.fillRect(0, 0, 1, 1);
    const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const surface = colour("--its-surface", "#fff");
  return {
    surface,
    text: colour("--its-text", "#1f2328"),
    muted: colour("--its-muted", "#656d76"),
    accent: colour("--its-accent", "#1f6feb"),
    isDark: luminance(surface) < 0.2,
    font: style.fontFamily || "sans-serif"
  };
}
function watchTheme(changed, signal) {
  let timer;
  const tell = () => {
    changed();
    clearTimeout(timer);
    timer = setTimeout(changed, LATE2);
  };
  const observer = new MutationObserver(tell);
  for (const node of [document.documentElement, document.body]) observer.observe(node, { attributes: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    observer.disconnect();
  });
}

// src/fit/scene/tween.js
var DURATION2 = 200;
var Tween = class {
  #from;
  #to;
  #start;
  #duration;
  /**
   * @param {Still} from
   * @param {Still} to
   * @param {number} start milliseconds
   * @param {number} duration milliseconds; 0 is there at once
   */
  constructor(from, to, start, duration) {
    this.#from = from;
    this.#to = to;
    this.#start = start;
    this.#duration = duration;
  }
  /** @param {number} now */
  moves(now) {
    return now < this.#start + this.#duration;
  }
  /**
   * @param {number} now
   * @returns {(Shape | null)[]}
   */
  shapes(now) {
    const way = this.#way(now);
    const [from, to] = [this.#from.shapes, this.#to.shapes];
    return way === 1 ? to : to.map((shape, i) => between(from[i] ?? null, shape, way));
  }
  /**
   * @param {number} now
   * @returns {Uint8ClampedArray}
   */
  colours(now) {
    const way = this.#way(now);
    const [from, to] = [this.#from.colours, this.#to.colours];
    return way === 1 || from === to ? to : blend(from, to, way);
  }
  /** @param {number} now */
  #way(now) {
    return this.moves(now) ? easeOut(Math.max(0, (now - this.#start) / this.#duration)) : 1;
  }
};
function easeOut(share3) {
  return 1 - (1 - share3) ** 3;
}
function between(from, to, way) {
  if (!from || !to || from.mean.length !== to.mean.length) return to;
  const lerp = (a2, b2) => a2 + way * (b2 - a2);
  const [a, b] = [from.factor, to.factor];
  return {
    weight: lerp(from.weight, to.weight),
    mean: to.mean.map((value, axis) => lerp(from.mean[axis], value)),
    factor: a && b ? Float64Array.from(b, (value, i) => lerp(a[i], value)) : b
  };
}
function blend(from, to, way) {
  if (from.length !== to.length) return to;
  const colours = new Uint8ClampedArray(to.length);
  for (let i = 0; i < to.length; i++) colours[i] = from[i] + way * (to[i] - from[i]);
  return colours;
}

// src/fit/scene/scene.js
var Scene = class {
  /** Whether means may be dragged. */
  movable = true;
  #canvas;
  #context;
  #listener;
  #hands;
  #layers;
  #theme;
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** Device pixels per CSS pixel; 0 until the canvas has a size. */
  #ratio = 0;
  #frame = 0;
  /** @type {Snapshot | null} */
  #snapshot = null;
  /** @type {View | null} */
  #view = null;
  /** @type {Units} */
  #units = { dims: [], origin: [], span: [] };
  /** @type {Float64Array} of the points, in units */
  #places = new Float64Array();
  /** @type {Colour[]} */
  #palette = [];
  /** @type {Shades | null} */
  #shades = null;
  /** @type {Tween | null} */
  #tween = null;
  #pulses = new Pulses();
  /** @type {Pointed} */
  #pointed = { row: null, component: null };
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Listener} listener
   * @param {AbortSignal} signal
   */
  constructor(canvas, listener, signal) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */
    canvas.getContext("2d", { alpha: false });
    this.#listener = listener;
    this.#theme = readTheme(canvas);
    this.#layers = new Layers(
      (layer, box, width, height) => listener.wantPicture(layer, box, width, height),
      () => this.#schedule()
    );
    const retint = () => {
      this.#theme = readTheme(canvas);
      this.#schedule();
    };
    watchTheme(retint, signal);
    this.#hands = new Hands(
      canvas,
      {
        view: () => this.#view,
        ratio: () => this.#ratio,
        isEased: () => this.#isEased,
        meanAt: (at) => this.#takeable(at),
        move: (component, mean2, done) => listener.move(component, this.#valuesAt(mean2), done),
        paint: (tool, places) => this.#paint(tool, places),
        viewed: () => this.#viewed(),
        touched: () => this.#touched(),
        takesWheel: () => listener.takesWheel(),
        decline: () => listener.decline()
      },
      signal
    );
  }
  /** "add" and "erase" are brushes, for one and two dimensions. */
  get tool() {
    return this.#hands.tool;
  }
  /** @param {Tool} tool */
  set tool(tool) {
    this.#hands.tool = tool;
    this.#touched();
  }
  /**
   * @param {number} width device pixels
   * @param {number} height
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    this.#ratio = ratio;
    this.#theme = readTheme(this.#canvas);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#view?.lens.resize(width, height);
    this.#draw(performance.now());
  }
  /**
   * @param {Snapshot} snapshot
   * @param {{eased: boolean}} options
   */
  show(snapshot, { eased }) {
    const [before, now] = [this.#snapshot, performance.now()];
    const still = this.#tween && { shapes: this.#tween.shapes(now), colours: this.#tween.colours(now) };
    this.#snapshot = snapshot;
    this.#palette = snapshot.step.means.map((_, component) => parseColour(snapshot.palette[component]) ?? NEUTRAL);
    const isNewView = this.#orient(snapshot, before);
    const { colours, fade } = snapshot.look;
    const style = { colours, fade, palette: this.#palette, hovered: snapshot.hovered };
    if (!this.#shades || before?.points !== snapshot.points) this.#shades = new Shades(snapshot.points, style);
    this.#shades.restyle(style);
    if (before?.step !== snapshot.step) {
      this.#hands.answer();
      this.#pulses.follow(snapshot.step.degenerate, this.#isEased ? now : -Infinity);
    }
    const goal = {
      shapes: shapesOf(snapshot.step, snapshot.covarianceType, this.#units),
      colours: this.#shades.colours(snapshot.shading, snapshot.algorithm)
    };
    const duration = eased && still && !isNewView && this.#isEased ? DURATION2 : 0;
    this.#tween = new Tween(still ?? goal, goal, now, duration);
    this.#touched();
  }
  /** @param {Picture} picture */
  setPicture(picture) {
    void this.#layers.take(picture);
  }
  /**
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   */
  zoom(levels2, at) {
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [this.#canvas.width / 2, this.#canvas.height / 2];
    this.#view?.lens.zoom(levels2, x, y, this.#isEased);
    this.#viewed();
  }
  /**
   * @param {number} dx CSS pixels that the picture moves
   * @param {number} dy
   */
  step(dx, dy) {
    this.#view?.lens.step(dx * this.#ratio, dy * this.#ratio, this.#isEased);
    this.#viewed();
  }
  /** Show all of the data. */
  home() {
    this.#view?.lens.home(this.#isEased);
    this.#viewed();
  }
  /** @returns {Promise<Blob>} a PNG file of what is shown */
  save() {
    this.#draw(performance.now());
    return new Promise((resolve, reject) => {
      this.#canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("The picture cannot be saved.")), "image/png");
    });
  }
  close() {
    cancelAnimationFrame(this.#frame);
    this.#ratio = 0;
    this.#layers.close();
    this.#snapshot = this.#tween = this.#shades = this.#view = null;
    this.#places = new Float64Array();
  }
  get #isEased() {
    return !this.#stillness.matches;
  }
  /**
   * Choose the view and its units.
   *
   * @param {Snapshot} snapshot
   * @param {Snapshot | null} before
   * @returns {boolean} whether the picture is not to be compared with the one before
   */
  #orient({ points, dims }, before) {
    const isNewView = !this.#view || String(dims) !== String(before?.dims);
    const isNewData = points !== before?.points;
    const units = unitsOf(dims, points.low, points.high);
    const refits = this.#view?.lens.isHome && String([units.origin, units.span]) !== String([this.#units.origin, this.#units.span]);
    if (isNewView || refits) {
      this.#units = units;
      this.#view = dims.length === 1 ? new Histogram(units) : dims.length === 2 ? new Plane(units, this.#layers) : new Space(units);
      this.#view.lens.resize(this.#canvas.width, this.#canvas.height);
    }
    if (isNewData) this.#layers.renew();
    if (isNewView || isNewData) this.#places = project(this.#units, points.data, points.d);
    return Boolean(isNewView || refits);
  }
  #schedule() {
    if (this.#frame === 0 && this.#ratio > 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }
  #touched() {
    this.#point();
    this.#schedule();
  }
  #viewed() {
    this.#touched();
    this.#listener.changed();
  }
  /** @param {number} now */
  #draw(now) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { width, height } = this.#canvas;
    this.#context.fillStyle = css(this.#theme.surface);
    this.#context.fillRect(0, 0, width, height);
    const [snapshot, view, tween] = [this.#snapshot, this.#view, this.#tween];
    if (!snapshot || !view || !tween || this.#ratio === 0) return;
    const isBusy = this.#hands.advance(now);
    if (view.lens.advance(now)) {
      this.#point();
      this.#listener.changed();
    }
    const pen = { context: this.#context, width, height, ratio: this.#ratio, theme: this.#theme };
    view.draw(pen, this.#drawing(snapshot, tween, now));
    this.#tellPlace(view);
    this.#hands.draw(pen);
    const waits = this.#want(snapshot, now);
    if (isBusy || view.lens.moving || tween.moves(now) || this.#pulses.moves(now) || waits) this.#schedule();
  }
  /**
   * Say on the canvas which box of the data it shows: left, right, bottom, top.
   *
   * @param {View} view
   */
  #tellPlace(view) {
    if (!(view instanceof Plane)) return;
    const box = boxOf(view.lens.shown).map((unit, side) => fromUnit(this.#units, side < 2 ? 0 : 1, unit));
    this.#canvas.dataset["itsBox"] = box.join(" ");
  }
  /**
   * @param {Snapshot} snapshot
   * @param {Tween} tween
   * @param {number} now
   * @returns {Drawing}
   */
  #drawing(snapshot, tween, now) {
    return {
      snapshot,
      points: snapshot.points,
      units: this.#units,
      places: this.#places,
      colours: tween.colours(now),
      shares: () => this.#shares,
      shapes: this.#withHeld(tween.shapes(now)),
      palette: this.#palette,
      row: this.#pointed.row,
      pulse: (component) => this.#pulses.at(component, now)
    };
  }
  /** @returns {Float64Array | null} the components' shares of the points; null before the first E step */
  get #shares() {
    const { shading = null, algorithm = "em" } = this.#snapshot ?? {};
    return shading && this.#shades ? this.#shades.shares(shading.step, shading.covarianceType, algorithm) : null;
  }
  /** The components as they are shown now. */
  get #shapes() {
    return this.#withHeld(this.#tween?.shapes(performance.now()) ?? []);
  }
  /**
   * A mean in the hand is where the hand is.
   *
   * @param {(Shape | null)[]} shapes
   */
  #withHeld(shapes) {
    const held = this.#hands.held;
    return held ? shapes.map((shape, component) => shape && component === held.component ? { ...shape, mean: held.mean } : shape) : shapes;
  }
  /**
   * @param {Snapshot} snapshot
   * @param {number} now
   * @returns {boolean} whether something is still to be asked for
   */
  #want({ look, points, step }, now) {
    if (!(this.#view instanceof Plane)) return false;
    const camera = this.#view.lens.goal;
    const samples = points.n < points.total && this.#layers.want("samples", this.#units, camera, step, look.colours, now);
    const density = look.density !== "none" && this.#layers.want("density", this.#units, camera, step, look.density, now);
    return samples || density;
  }
  /**
   * @param {"add" | "erase"} tool
   * @param {Point[]} places CSS pixels
   */
  #paint(tool, places) {
    const view = this.#view;
    if (!view || view instanceof Space) return;
    const at = places.map(({ x, y }) => this.#valuesAt(view.unitAt(x * this.#ratio, y * this.#ratio)));
    const [center, edge] = [0, RADIUS * this.#ratio].map((offset) => view.unitAt(offset, offset));
    const radius = center.map((unit, axis) => Math.abs(edge[axis] - unit) * this.#units.span[axis]);
    this.#listener.brush(tool, at, radius);
  }
  /** @param {readonly number[]} place units */
  #valuesAt(place) {
    return place.map((unit, axis) => fromUnit(this.#units, axis, unit));
  }
  /** @param {Point} at CSS pixels */
  #takeable(at) {
    if (!this.movable || !this.#view) return null;
    const shapes = this.#shapes;
    const component = pickMean(this.#view, shapes, [at.x * this.#ratio, at.y * this.#ratio], this.#ratio);
    const mean2 = component === null ? null : shapes[component]?.mean;
    return component !== null && mean2 ? { component, mean: mean2 } : null;
  }
  /** Find what is under the pointer, and tell of it. */
  #point() {
    const { pointer, tool, isOnGround } = this.#hands;
    const [view, before] = [this.#view, this.#pointed];
    this.#pointed = { row: null, component: null };
    if (view && pointer && tool === "look" && !isOnGround) {
      const at = (
        /** @type {[number, number]} */
        [pointer.x * this.#ratio, pointer.y * this.#ratio]
      );
      const component2 = pickMean(view, this.#shapes, at, this.#ratio);
      const isCloud = component2 === null && !(view instanceof Histogram);
      this.#pointed = { component: component2, row: isCloud ? pickRow(view, this.#places, this.#units.dims.length, at, this.#ratio) : null };
    }
    const { row: row2, component } = this.#pointed;
    this.#canvas.style.cursor = this.#hands.cursor(component !== null && this.movable);
    if ([row2, component, before.row, before.component].some((index) => index !== null)) this.#listener.hover(this.#hover());
  }
  /** @returns {Hover | null} */
  #hover() {
    const [snapshot, view] = [this.#snapshot, this.#view];
    if (!snapshot || !view) return null;
    const shares = this.#pointed.row === null ? null : this.#shares;
    return describe(this.#pointed, view, snapshot, { shapes: this.#shapes, places: this.#places, shares, ratio: this.#ratio });
  }
};

// src/fit/panels/starts.js
var LISTENER = {
  move: () => {
  },
  brush: () => {
  },
  hover: () => {
  },
  wantPicture: () => {
  },
  changed: () => {
  },
  takesWheel: () => false,
  decline: () => {
  }
};
function startsSheet({ starts, best }, picture, { choose, close }, signal) {
  const cards = starts.map((start, index) => {
    const canvas = element("canvas", { class: "its-start-picture" });
    const scene = new Scene(canvas, LISTENER, signal);
    signal.addEventListener("abort", () => scene.close());
    watchSize(canvas, (width, height, ratio) => scene.resize(width, height, ratio), signal);
    const { step, algorithm, covariance_type: covarianceType } = start;
    scene.show(
      {
        ...picture,
        step,
        algorithm,
        covarianceType,
        shading: { step, covarianceType },
        previous: null,
        trail: [],
        look: { ...picture.look, density: "none", trails: false, sigmas: [1, 2] },
        points: { ...picture.points, total: picture.points.n },
        hovered: null
      },
      { eased: false }
    );
    const figure = element("span", { class: "its-start-value" }, significant(step.log_likelihood, 6));
    const card = element(
      "button",
      { type: "button", class: "its-start", "aria-label": `Seed ${start.seed}, log-likelihood ${significant(step.log_likelihood, 6)}${index === best ? ", the best" : ""}` },
      canvas,
      element("span", { class: "its-start-title" }, `seed ${start.seed}`, figure, element("span", {}, `${start.n_iter} iterations`))
    );
    if (index === best) {
      card.classList.add("its-best");
      card.append(element("span", { class: "its-start-best" }, icon("check"), "best"));
    }
    card.addEventListener("click", () => choose(index));
    return card;
  });
  const button = element("button", { type: "button", class: "its-button", title: "Close (Escape)", "aria-label": "Close" }, icon("close"));
  button.addEventListener("click", close);
  return element(
    "div",
    { class: "its-starts", role: "dialog", "aria-label": "Several starts" },
    element("header", {}, element("strong", {}, `${starts.length} starts and where they end`), button),
    element("div", { class: "its-start-grid" }, ...cards)
  );
}

// src/fit/view.js
var EASED_SPEED = 6;
var VOICE = 2e3;
var NAMES = { em: "EM", kmeans: "k-means" };
var MixtureView = class {
  #model;
  #chrome;
  #link;
  #seeker;
  #remedies;
  #signal;
  #recording = new Recording();
  /** @type {DecodedPoints | null} */
  #points = null;
  /** @type {(Scene | null)[]} one for each pane */
  #scenes = [null, null];
  /** @type {(Snapshot | null)[]} what the scenes show */
  #shown = [null, null];
  /** @type {Map<number, Scene>} who has asked for a picture, by the request's number */
  #askers = /* @__PURE__ */ new Map();
  /** @type {"look" | "add" | "erase"} */
  #tool = "look";
  /** @type {number | null} the component that stands out */
  #emphasized = null;
  /** Whose numbers stand in the formulas; without a component that to which the point belongs. @type {{row: number, component: number | null}} */
  #example = { row: 0, component: null };
  #isAskingForGap = false;
  /** What is waited for, besides the steps of a play. @type {"fit" | "starts" | null} */
  #awaited = null;
  #spokenAt = -Infinity;
  #frame = 0;
  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {Link} link
   * @param {Seeker} seeker
   * @param {Remedy[]} remedies for a component that has collapsed
   * @param {AbortSignal} signal
   */
  constructor(model, chrome, link, seeker, remedies, signal) {
    this.#model = model;
    this.#chrome = chrome;
    this.#link = link;
    this.#seeker = seeker;
    this.#remedies = remedies;
    this.#signal = signal;
    this.#scenes[0] = this.#makeScene(0, signal);
    chrome.showState("loading");
    chrome.showTool(this.#tool);
    chrome.showPoster(model.get("poster")?.png ?? null);
    chrome.showProgress(0);
  }
  /** The steps that are recorded of the algorithm that leads. */
  get steps() {
    return this.#recording.track(this.#model.get("algorithm"))?.steps ?? [];
  }
  /** The step that is shown. */
  get index() {
    return Math.max(0, Math.min(this.#seeker.index, this.steps.length - 1));
  }
  /** @param {Reply} reply */
  receive(reply) {
    this.#link.hear();
    if (reply.kind === "points") this.#points = decodePoints(reply);
    else if (reply.kind === "frames") this.#take(reply);
    else if (reply.kind === "picture") {
      this.#askers.get(reply.seq)?.setPicture(reply);
      this.#askers.delete(reply.seq);
    } else if (reply.kind === "starts") this.#showStarts(reply);
    else if (reply.kind === "selection") this.#chrome.selection.show(reply);
    else this.#fail(reply);
    this.schedule();
  }
  /** @param {"fit" | "starts"} what is waited for: the line of progress shows it */
  await(what) {
    this.#awaited = what;
    this.schedule();
  }
  /** @param {"look" | "add" | "erase"} tool */
  use(tool) {
    this.#tool = tool;
    this.#chrome.showTool(tool);
    for (const scene of this.#scenes) if (scene) scene.tool = tool;
  }
  /** @param {number} levels positive goes in */
  zoom(levels2) {
    for (const scene of this.#scenes) scene?.zoom(levels2, null);
  }
  home() {
    for (const scene of this.#scenes) scene?.home();
  }
  async save() {
    const picture = await this.#scenes[0]?.save();
    if (picture) download(picture, `mixture_${this.index}.png`);
  }
  /** @param {number | null} component that stands out */
  emphasize(component) {
    this.#emphasized = component;
    if (component !== null) this.#example = { ...this.#example, component };
    this.schedule();
  }
  schedule() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
  }
  close() {
    cancelAnimationFrame(this.#frame);
    for (const scene of this.#scenes) scene?.close();
  }
  /** @param {Frames} frames */
  #take(frames) {
    const { run } = this.#recording;
    const outcome = this.#recording.take(frames);
    if (outcome === "gap" && !this.#isAskingForGap) this.#link.open();
    if (outcome !== "stale") this.#isAskingForGap = outcome === "gap";
    if (this.#recording.run === run) return;
    this.#seeker.release();
    this.#chrome.notices.hide("error");
    if (this.#awaited === "fit") this.#awaited = null;
  }
  /** @param {Failure} failure */
  #fail({ vid, message }) {
    const { notices } = this.#chrome;
    if (vid === null) notices.show("refused", message, { duration: 6e3, dismissible: true });
    else if (this.#link.isMine(vid)) notices.show("error", message, { dismissible: true });
    this.#awaited = null;
  }
  /**
   * @param {number} pane
   * @param {AbortSignal} signal
   */
  #makeScene(pane2, signal) {
    const { panes } = this.#chrome;
    const { canvas, node } = (
      /** @type {typeof panes[0]} */
      panes[pane2]
    );
    const scene = new Scene(
      canvas,
      {
        move: (component, at, done) => this.#move(component, at, done),
        brush: (tool, at, radius) => this.#link.send({ kind: "brush", tool, dims: this.#model.get("dims"), at, radius }),
        hover: (hover) => this.#hover(hover && { ...hover, at: { x: hover.at.x + node.offsetLeft, y: hover.at.y + node.offsetTop } }),
        wantPicture: (layer, box, width, height) => {
          const dims = this.#model.get("dims");
          const seq = this.#link.number({ kind: "picture", run: this.#recording.run, index: this.index, layer, dims, box, width, height });
          this.#askers.set(seq, scene);
        },
        changed: () => {
        },
        takesWheel: () => this.#chrome.hasFocus || this.#chrome.isFullScreen,
        decline: () => this.#chrome.showHint()
      },
      signal
    );
    scene.tool = this.#tool;
    scene.movable = this.#chrome.hasKernel && pane2 === 0;
    watchSize(canvas, (width, height, ratio) => scene.resize(width, height, ratio), signal);
    return scene;
  }
  /**
   * @param {number} component
   * @param {number[]} at one value for each dimension that is shown
   * @param {boolean} done
   */
  #move(component, at, done) {
    const { run } = this.#recording;
    this.#link.number({ kind: "move", run, index: this.index, component, dims: this.#model.get("dims"), at, done });
    if (done) this.#link.expect();
  }
  /** @param {Hover | null} hover */
  #hover(hover) {
    const { card, stage } = this.#chrome;
    card.show(hover, {
      featureNames: this.#model.get("feature_names"),
      palette: this.#model.get("palette"),
      width: stage.clientWidth,
      height: stage.clientHeight
    });
    if (hover?.row !== null && hover?.row !== void 0) this.#example = { row: hover.row, component: null };
    this.#emphasized = hover?.component ?? null;
    if (this.#emphasized !== null) this.#example = { ...this.#example, component: this.#emphasized };
    this.schedule();
  }
  /** @param {Starts} starts */
  #showStarts(starts) {
    if (this.#awaited === "starts") this.#awaited = null;
    const points = this.#points;
    if (!points) return;
    const { chrome, link } = { chrome: this.#chrome, link: this.#link };
    const choose = (n) => {
      chrome.closePopup();
      link.send({ kind: "start", n });
    };
    const close = () => void chrome.closePopup();
    if (chrome.popup === "starts") chrome.closePopup();
    chrome.togglePopup("starts", (signal) => startsSheet(starts, { points, ...this.#picture() }, { choose, close }, signal));
  }
  /** What of the model the scenes need. */
  #picture() {
    const model = this.#model;
    return {
      dims: model.get("dims"),
      look: {
        colours: model.get("colours"),
        fade: model.get("fade"),
        sigmas: model.get("sigmas"),
        trails: model.get("trails"),
        density: model.get("density"),
        regression: model.get("regression")
      },
      palette: model.get("palette"),
      featureNames: model.get("feature_names")
    };
  }
  #show() {
    this.#frame = 0;
    const model = this.#model;
    const chrome = this.#chrome;
    const algorithm = model.get("algorithm");
    const moment = this.#recording.track(algorithm)?.at(this.#seeker.index) ?? null;
    const [playing, complete] = [model.get("playing"), model.get("complete")];
    chrome.transport.showClock(playing, model.get("speed"), model.get("loop"));
    if (moment && this.#points) {
      const beside = model.get("compare") && algorithm === "em" ? this.#recording.track("kmeans")?.at(this.#seeker.index) ?? null : null;
      this.#compare(beside);
      this.#showScene(0, moment, this.#points);
      if (beside) this.#showScene(1, beside, { ...this.#points, total: this.#points.n });
      this.#showNumbers(moment, this.#points, complete);
      this.#announce(moment, playing);
      chrome.showPoster(null);
    }
    if (complete && this.#awaited === "fit") this.#awaited = null;
    const isLoading = !moment || !this.#points;
    const last = this.steps.at(-1);
    const share3 = isLoading || this.#awaited === "starts" ? 0 : this.#awaited === "fit" ? (last?.iteration ?? 0) / model.get("max_iter") : 1;
    chrome.showProgress(Math.min(share3, isLoading || this.#awaited ? 0.99 : 1));
    if (chrome.notices.has("error") || chrome.notices.has("kernel")) chrome.showState("error");
    else chrome.showState(isLoading ? "loading" : playing || this.#awaited ? "working" : "settled");
  }
  /**
   * Show the second scene, or take it away.
   *
   * @param {Moment | null} beside
   */
  #compare(beside) {
    this.#chrome.showCompared(beside && [NAMES.em, NAMES.kmeans]);
    if (beside) this.#scenes[1] ??= this.#makeScene(1, this.#signal);
  }
  /**
   * @param {number} pane
   * @param {Moment} moment
   * @param {DecodedPoints} points
   */
  #showScene(pane2, moment, points) {
    const model = this.#model;
    const before = this.#shown[pane2] ?? null;
    const now = { ...moment, points, ...this.#picture(), hovered: this.#emphasized };
    if (before && isSame(before, now)) return;
    const eased = !this.#seeker.isHeld && (!model.get("playing") || model.get("speed") <= EASED_SPEED);
    this.#scenes[pane2]?.show(now, { eased });
    this.#shown[pane2] = now;
  }
  /**
   * @param {Moment} moment
   * @param {DecodedPoints} points
   * @param {boolean} complete
   */
  #showNumbers(moment, points, complete) {
    const model = this.#model;
    const chrome = this.#chrome;
    const { step, algorithm, covarianceType } = moment;
    const palette = model.get("palette");
    const row2 = Math.min(this.#example.row, points.n - 1);
    const component = this.#example.component !== null && this.#example.component < step.means.length ? this.#example.component : null;
    chrome.formula.show(live(moment, points, model.get("dims"), row2, component), { phase: step.phase, algorithm, covarianceType, palette });
    chrome.transport.show(moment, this.steps, complete);
    const fit = { version: this.#recording.version, complete, tol: model.get("tol"), max_iter: model.get("max_iter") };
    chrome.traces.show(moment, this.steps, fit);
    chrome.weights.show(step, palette, this.#emphasized, algorithm === "em" ? "Weights" : "Shares");
    if (step.degenerate.length === 0) chrome.notices.hide("degenerate");
    else chrome.notices.show("degenerate", collapse(step.degenerate, algorithm), { remedies: this.#remedies });
  }
  /**
   * @param {Moment} moment
   * @param {boolean} playing
   */
  #announce({ step, algorithm }, playing) {
    const now = performance.now();
    if (playing && now - this.#spokenAt < VOICE) return;
    this.#spokenAt = now;
    this.#chrome.announce(spoken(step, algorithm));
  }
};
function isSame(a, b) {
  return a.step === b.step && a.points.data === b.points.data && a.hovered === b.hovered && JSON.stringify([a.look, a.dims, a.palette, a.featureNames]) === JSON.stringify([b.look, b.dims, b.palette, b.featureNames]);
}

// src/fit/render.js
var CLOCK = {
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer)
};
var SHOWN = [
  ...["index", "playing", "speed", "loop", "dims", "algorithm", "tol", "max_iter", "colours", "fade", "sigmas", "trails"],
  ...["density", "regression", "compare", "n_steps", "complete", "feature_names", "palette"]
];
function render({ model, el }, { hasKernel = true } = {}) {
  const stop = new AbortController();
  const { signal } = stop;
  const link = new Link({
    vid: viewId(),
    send: (request) => model.send(request),
    onSilence: (silent) => {
      if (silent) chrome.notices.show("kernel", "The kernel is not answering. Run the cell again.");
      else chrome.notices.hide("kernel");
      view.schedule();
    },
    clock: CLOCK
  });
  const seeker = new Seeker(model, CLOCK);
  const player = new Player(model, link, seeker, {
    index: () => view.index,
    length: () => view.steps.length,
    awaitFit: () => view.await("fit")
  });
  const parts = {
    model,
    link,
    player,
    get chrome() {
      return chrome;
    },
    get view() {
      return view;
    }
  };
  const chrome = new Chrome(
    fitActions(parts),
    hasKernel,
    {
      pace: (speed) => player.set("speed", speed),
      seek: (index) => player.seek(index),
      hold: (held) => seeker.hold(held),
      point: (index) => {
        chrome.transport.point(index);
        chrome.traces.point(index);
      },
      emphasize: (component) => view.emphasize(component),
      choose: (row2) => link.send({ kind: "choose", n: row2 })
    },
    signal
  );
  const remedies = hasKernel ? [
    { label: "Set reg_covar", act: () => chrome.run("model") },
    { label: "Another start", act: () => chrome.run("restart") }
  ] : [];
  const view = new MixtureView(model, chrome, link, seeker, remedies, signal);
  for (const { canvas } of chrome.panes) {
    canvas.addEventListener(
      "pointerdown",
      () => {
        chrome.closePopup();
        chrome.takeFocus();
      },
      { signal }
    );
  }
  const on = (events, callback) => {
    for (const event of events) {
      model.on(event, callback);
      signal.addEventListener("abort", () => model.off(event, callback));
    }
  };
  const describe2 = () => {
    const what = model.get("algorithm") === "em" ? "Gaussian mixture" : "k-means";
    chrome.root.setAttribute("aria-label", `${what} with ${model.get("n_components")} components`);
  };
  const showVersion = () => compareVersions(model.get("version"), chrome.notices);
  const showLesson = () => chrome.showLesson(model.get("lesson"));
  const fit = () => layOut(model, chrome.root);
  on(["msg:custom"], (content) => {
    if (isReply(content)) view.receive(content);
  });
  on(SHOWN.map((name) => `change:${name}`), () => view.schedule());
  on(["change:run", "change:n_steps", "change:complete"], () => link.hear());
  on(["change:algorithm", "change:n_components"], describe2);
  on(["change:version"], showVersion);
  on(["change:lesson"], showLesson);
  on(["change:width", "change:height", "change:fluid"], fit);
  describe2();
  showVersion();
  showLesson();
  el.append(chrome.root);
  fit();
  reportWidth(model, chrome, signal);
  link.open();
  return () => {
    stop.abort();
    seeker.close();
    view.close();
    link.close();
    chrome.root.remove();
  };
}

// src/fit/page.js
var CLOCK2 = {
  now: () => performance.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer)
};
showRecording((recording, el) => {
  const model = (
    /** @type {AnyModel<Traits>} */
    /** @type {unknown} */
    new RecordedModel(recording, CLOCK2)
  );
  render({ model, el }, { hasKernel: false });
});
