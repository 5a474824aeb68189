/**
 * The front end of `python/iterscope/widgets/mixture.py`.
 */

import { viewId } from "../widget/comm/identity.js";
import { listenToKeys } from "../widget/input/keyboard.js";
import { layOut, reportWidth } from "../widget/ui/layout.js";
import { compareVersions } from "../widget/comm/version.js";
import { Chrome } from "./chrome.js";
import { KEYS } from "./keyboard.js";
import { Link } from "./playback/channel.js";
import { lookPanel, modelPanel } from "./panels/controls.js";
import { Player } from "./playback/player.js";
import { isReply } from "./protocol.js";
import { Seeker } from "./playback/scrub.js";
import { MixtureView } from "./view.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Clock } from "./playback/channel.js" */
/** @import { Controls } from "./keyboard.js" */
/** @import { Traits } from "./protocol.js" */

/** Starts that are shown side by side. */
const STARTS = 6;

/** @type {Clock} */
const CLOCK = {
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer),
};

/** Traits that a frame reads. */
const SHOWN = [
  ...["index", "playing", "speed", "loop", "dims", "algorithm", "tol", "max_iter", "colours", "fade", "sigmas", "trails"],
  ...["density", "regression", "compare", "n_steps", "complete", "feature_names", "palette"],
];

/**
 * @param {{model: AnyModel<Traits>, el: HTMLElement}} context
 * @param {{hasKernel?: boolean}} [page] without a kernel, only what is recorded can be shown
 * @returns {() => void} the cleanup
 */
export function render({ model, el }, { hasKernel = true } = {}) {
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
    clock: CLOCK,
  });
  const seeker = new Seeker(model, CLOCK);
  const player = new Player(model, link, seeker, {
    index: () => view.index,
    length: () => view.steps.length,
    awaitFit: () => view.await("fit"),
  });
  const chrome = new Chrome(
    hasKernel,
    {
      act: (action) => BUTTON_CONTROLS[action]?.(controls),
      transport: (action) => player.act(action),
      pace: (speed) => player.set("speed", speed),
      seek: (index) => player.seek(index),
      hold: (held) => seeker.hold(held),
      point: (index) => {
        chrome.transport.point(index);
        chrome.traces.point(index);
      },
      emphasize: (component) => view.emphasize(component),
      choose: (row) => link.send({ kind: "choose", n: row }),
    },
    signal,
  );
  const needsKernel = (/** @type {() => void} */ act) => () => {
    if (hasKernel) act();
  };

  /** @type {Controls} */
  const controls = {
    play: () => player.play(),
    step: (steps) => player.step(steps),
    first: () => player.act("first"),
    last: () => player.last(),
    loop: () => player.act("loop"),
    pace: (faster) => player.pace(faster),
    zoom: (levels) => view.zoom(levels),
    home: () => view.home(),
    use: (tool) => needsKernel(() => view.use(tool))(),
    model: needsKernel(() => chrome.togglePopup("model", (open) => modelPanel(model, (name, value) => player.set(name, value), controls, open))),
    look: () => chrome.togglePopup("look", (open) => lookPanel(model, (name, value) => player.set(name, value), hasKernel, open)),
    restart: needsKernel(() => link.send({ kind: "restart" })),
    starts: needsKernel(() => {
      view.await("starts");
      link.send({ kind: "starts", n: STARTS });
    }),
    reset: needsKernel(() => link.send({ kind: "reset" })),
    compare: needsKernel(() => player.set("compare", !model.get("compare"))),
    save: () => void view.save(),
    fullScreen: () => void chrome.toggleFullScreen(),
    help: () => chrome.toggleHelp(),
    escape: () => chrome.escape(),
  };
  const remedies = hasKernel
    ? [
        { label: "Set reg_covar", act: controls.model },
        { label: "Another start", act: controls.restart },
      ]
    : [];
  const view = new MixtureView(model, chrome, link, seeker, remedies, signal);
  listenToKeys(chrome.root, KEYS, controls, signal);
  for (const { canvas } of chrome.panes) {
    canvas.addEventListener(
      "pointerdown",
      () => {
        chrome.closePopup();
        chrome.takeFocus();
      },
      { signal },
    );
  }

  /** @type {(events: string[], callback: (content?: unknown) => void) => void} */
  const on = (events, callback) => {
    for (const event of events) {
      model.on(event, callback);
      signal.addEventListener("abort", () => model.off(event, callback));
    }
  };
  const describe = () => {
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
  // The page never sets these.
  on(["change:run", "change:n_steps", "change:complete"], () => link.hear());
  on(["change:algorithm", "change:n_components"], describe);
  on(["change:version"], showVersion);
  on(["change:lesson"], showLesson);
  on(["change:width", "change:height", "change:fluid"], fit);

  describe();
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

/** @type {Record<string, (controls: Controls) => void>} */
const BUTTON_CONTROLS = {
  "zoom-in": (controls) => controls.zoom(1),
  "zoom-out": (controls) => controls.zoom(-1),
  home: (controls) => controls.home(),
  "use-look": (controls) => controls.use("look"),
  "use-add": (controls) => controls.use("add"),
  "use-erase": (controls) => controls.use("erase"),
  model: (controls) => controls.model(),
  look: (controls) => controls.look(),
  save: (controls) => controls.save(),
  "full-screen": (controls) => controls.fullScreen(),
  help: (controls) => controls.help(),
};

export default { render };
