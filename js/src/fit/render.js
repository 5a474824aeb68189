/**
 * The front end of `MixtureWidget`.
 */

import { canShow } from "../widget/comm/browser.js";
import { CONNECTION } from "../widget/comm/channel.js";
import { CLOCK } from "../widget/comm/clock.js";
import { viewId } from "../widget/comm/identity.js";
import { listen } from "../widget/comm/listen.js";
import { compareVersions, expectVersion } from "../widget/comm/version.js";
import { Presenter } from "../widget/input/presenter.js";
import { layOut, reportSize } from "../widget/ui/layout.js";
import { fitActions } from "./actions.js";
import { Chrome } from "./chrome.js";
import { Quiz } from "./classroom/quiz.js";
import { Slides } from "./classroom/slides.js";
import { FileOrder } from "./exports/order.js";
import { modelOf } from "./models/registry.js";
import { FitChannel } from "./playback/channel.js";
import { Player } from "./playback/player.js";
import { RecordedModel } from "./playback/recorded.js";
import { Scrub } from "./playback/scrub.js";
import { isReply } from "./protocol.js";
import { Steering } from "./scene/steering.js";
import { FitView } from "./view.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "./messages.js" */

/** Traits that a frame reads. */
const SHOWN = [
  "index playing speed loop dims algorithm tol max_iter colors fade sigmas trails",
  "image_shape box pairs bound density classes regression compare n_steps complete failure can_undo can_redo feature_names axis_names class_names palette",
].flatMap((names) => names.split(" "));

/**
 * Show a view of a fit.
 *
 * @param {{model: AnyModel<Traits>, el: HTMLElement}} context
 * @param {{hasKernel?: boolean}} [page] without a kernel, only what is recorded can be shown
 * @returns {() => void} the cleanup
 */
function render({ model, el }, { hasKernel = true } = {}) {
  const stop = new AbortController();
  const { signal } = stop;
  const onSilence = (/** @type {boolean} */ silent) => {
    if (hasKernel) view.showSilence(silent);
  };
  const channel = new FitChannel({ vid: viewId(), send: (request) => model.send(request), onSilence, clock: CLOCK });
  const scrub = new Scrub(model, CLOCK);
  const player = new Player(model, channel, scrub, {
    index: () => view.index,
    length: () => view.steps.length,
    awaitFit: () => view.await("fit"),
  });
  const parts = {
    model,
    channel,
    player,
    get presenter() {
      return presenter;
    },
    get quiz() {
      return quiz;
    },
    get steering() {
      return steering;
    },
    get slides() {
      return slides;
    },
    order: new FileOrder(model, { notices: () => chrome.notices }, signal),
    get chrome() {
      return chrome;
    },
    get view() {
      return view;
    },
  };
  /** @type {Chrome} */
  const chrome = new Chrome(
    fitActions(parts),
    hasKernel,
    {
      pace: (speed) => player.set("speed", speed),
      seek: (index) => player.seek(index),
      hold: (held) => scrub.hold(held),
      point: (index) => {
        chrome.transport.point(index);
        chrome.traces.point(index);
      },
      emphasize: (component) => view.emphasize(component),
      choose: (row) => channel.send({ kind: "choose", n: row }),
      look: (dims) => {
        player.set("pairs", false);
        player.set("dims", dims);
      },
      relate: () => player.set("reg_covar", "relative"),
    },
    signal,
  );
  /** @type {FitView} */
  const view = new FitView(model, chrome, channel, scrub, signal);
  const presenter = new Presenter(chrome, signal);
  const slides = new Slides(model, parts, hasKernel);
  const quiz = new Quiz(model, parts);
  const steering = new Steering(parts, signal);
  chrome.showQuiz(quiz.node);
  const [{ canvas: leading }] = /** @type {[{canvas: HTMLCanvasElement}]} */ (/** @type {unknown} */ (chrome.panes));
  quiz.listen(leading, signal);
  chrome.ends = () => steering.drop() || parts.order.cancel() || presenter.leave();
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

  /** @type {(events: string, callback: (content?: any) => void) => void} */
  const on = (events, callback) => listen(model, events, callback, signal);
  const describe = () => {
    const { name } = modelOf({ kind: model.get("algorithm") });
    chrome.root.setAttribute("aria-label", `${name} with ${model.get("n_components")} components`);
  };
  const showVersion = () => compareVersions(model.get("version"), chrome.notices);
  const showLesson = () => chrome.showLesson(model.get("lesson"));
  const fit = () => layOut(model, el, chrome.root);
  on("msg:custom", (content) => {
    if (!isReply(content)) return;
    view.receive(content);
    if (content.kind === "question" || content.kind === "verdict") quiz.take(content);
  });
  on(SHOWN.map((name) => `change:${name}`).join(" "), () => view.schedule());
  // The page never sets these.
  on("change:run change:n_steps change:complete", () => {
    channel.settle();
    view.expectFit();
  });
  // While it plays, the kernel alone goes on.
  on("change:index", () => {
    if (model.get("playing")) channel.settle();
  });
  on("change:algorithm change:n_components", describe);
  on(CONNECTION, () => channel.lose());
  on("change:version", showVersion);
  on("change:lesson", showLesson);
  on("change:quiz", () => quiz.show());
  on("change:index change:run", () => quiz.follow(model.get("run"), model.get("index")));
  on("change:slide change:slides", () => chrome.showSlide(model.get("slide"), model.get("slides").length));
  on("change:width change:height change:fluid", fit);

  describe();
  showVersion();
  showLesson();
  chrome.showSlide(model.get("slide"), model.get("slides").length);
  quiz.show();
  el.append(chrome.root);
  fit();
  reportSize(model, el, chrome, signal);
  if (!view.isWaiting) channel.open();

  return () => {
    stop.abort();
    scrub.close();
    view.close();
    channel.close();
    chrome.root.remove();
  };
}

/**
 * Show what a page that `MixtureWidget.to_html` has written holds, at the step that its address names: `fit.html#step=12`.
 *
 * @param {any} recording traits and messages
 * @param {HTMLElement} el
 */
export function showRecording(recording, el) {
  if (!canShow(el)) return;
  const model = /** @type {AnyModel<Traits>} */ (/** @type {unknown} */ (new RecordedModel(recording, CLOCK)));
  const follow = () => {
    const [, step] = /^#step=(\d+)$/.exec(location.hash) ?? [];
    if (!step) return;
    model.set("playing", false);
    model.set("index", Number(step));
  };
  follow();
  addEventListener("hashchange", follow);
  render({ model, el }, { hasKernel: false });
}

export default { render: expectVersion(render) };
