import { element, setText } from "../widget/ui/dom.js";
import { pointAtField } from "../widget/ui/panel.js";
import { Shell } from "../widget/ui/shell.js";
import { AgreementTable } from "./comparisons/agreement.js";
import { BasinsPanel } from "./comparisons/basins.js";
import { BoundPlot } from "./comparisons/bound_plot.js";
import { PairPlot } from "./comparisons/pair_plot.js";
import { SelectionPlot } from "./comparisons/selection.js";
import { adviceOf } from "./panels/advice.js";
import { Formula } from "./panels/formula.js";
import { HoverCard } from "./panels/hover.js";
import { NetMap } from "./panels/net/net_map.js";
import { Traces } from "./panels/traces.js";
import { Transport } from "./panels/transport.js";
import { Weights } from "./panels/weights.js";

/** @import { Action } from "../widget/input/actions.js" */
/** @import { Fit } from "./panels/advice.js" */
/** @import { ImageForm } from "./draw/image.js" */
/** @import { Step } from "./messages.js" */
/** @import { DecodedPoints } from "./playback/points.js" */
/** @import { Moment } from "./playback/recording.js" */
/** @import { Tool } from "./scene/interaction.js" */

/**
 * @typedef {object} Host
 * @property {(speed: number) => void} pace half-steps per second
 * @property {(index: number) => void} seek
 * @property {(held: boolean) => void} hold
 * @property {(index: number | null) => void} point
 * @property {(component: number | null) => void} emphasize
 * @property {(row: number) => void} choose
 * @property {(dims: number[]) => void} look choose which features are shown
 * @property {() => void} relate make reg_covar relative to the features' variances
 */

/** @type {Tool[]} */
const TOOLS = ["look", "add", "erase", "heavier", "lighter"];

/**
 * Everything around the scenes: the toolbar, the column of curves and weights, the formulas, the transport.
 */
export class Chrome extends Shell {
  /** The scenes' canvases; the second one is there only while two models are compared. */
  panes = [pane(), pane()];
  card = new HoverCard();
  formula = new Formula();
  traces;
  weights;
  net;
  agreement = new AgreementTable();
  selection;
  basins;
  bound;
  pairs;
  transport;
  #relate;
  #poster = element("img", { class: "its-poster", alt: "" });
  #lesson = element("p", { class: "its-lesson", lang: "", dir: "auto" }); // in the lecturer's language
  #waiting = element(
    "p",
    { class: "its-waiting" },
    "This view waits for a fit that has it as a callback:",
    element("code", {}, "model.set_callbacks(view).fit(X)"),
  );

  /**
   * @param {Action[]} actions
   * @param {boolean} hasKernel
   * @param {Host} host
   * @param {AbortSignal} signal
   */
  constructor(actions, hasKernel, host, signal) {
    const stage = element("div", { class: "its-stage" });
    super(
      {
        kind: "mixture",
        description: "animated fit",
        actions,
        groups: ["zoom", "tools", "history", "panels"],
        hasKernel,
        stage,
      },
      signal,
    );
    const { seek, hold, point } = host;
    this.#relate = host.relate;
    this.traces = new Traces({ seek, hold, hover: point }, signal);
    this.weights = new Weights(host.emphasize);
    this.net = new NetMap(host.emphasize, (text) => this.announce(text));
    this.basins = new BasinsPanel(this.panes[0].canvas, signal);
    this.bound = new BoundPlot(signal);
    this.pairs = new PairPlot(host.look, signal);
    this.selection = new SelectionPlot(host.choose, signal);
    const buttons = this.actions.buttons("transport");
    const run = (/** @type {string} */ id) => this.run(id);
    this.transport = new Transport(buttons, { run, pace: host.pace, seek, hold, hover: point }, signal);
    stage.prepend(this.#poster, this.#waiting, ...this.panes.map(({ node }) => node), this.card.node, this.pairs.node);
    const column = element(
      "div",
      { class: "its-column" },
      this.traces.node,
      this.bound.node,
      this.weights.node,
      this.net.node,
      this.agreement.node,
      this.basins.node,
      this.selection.node,
    );
    // Nothing that is said or pressed may cover the data.
    this.root.prepend(
      this.#lesson,
      this.notices.node,
      element("div", { class: "its-main" }, element("div", { class: "its-body" }, stage, this.toolbar, column)),
      this.formula.node,
      this.transport.node,
    );
    this.showCompared(null);
    this.showStage("poster");
  }

  /**
   * Show one pane, or two with their names.
   *
   * @param {[string, string] | null} names of the two that are shown side by side
   */
  showCompared(names) {
    this.panes.forEach(({ node, title }, index) => {
      node.hidden = index > 0 && !names;
      title.hidden = !names;
      setText(title, names?.[index] ?? "");
    });
  }

  /**
   * Show the components beside the scene: their weights as bars, or the nodes of a map.
   *
   * @param {Moment} moment
   * @param {string[]} palette
   * @param {number | null} hovered component
   * @param {{form: ImageForm | null, points: DecodedPoints}} samples
   */
  showComponents(moment, palette, hovered, { form, points }) {
    const isNet = moment.model.view === "net";
    this.weights.node.hidden = isNet;
    this.net.node.hidden = !isNet;
    if (isNet) this.net.show(moment, palette, hovered, points);
    else this.weights.show(moment, palette, hovered, form);
  }

  /**
   * Show which tool is in use.
   *
   * @param {Tool} tool
   */
  showTool(tool) {
    for (const each of TOOLS) this.press(`use-${each}`, each === tool);
  }

  /**
   * Say what is to be known of a step, and offer what can be done about it.
   *
   * @param {Step} step
   * @param {Fit} fit
   */
  showAdvice(step, fit) {
    const host = {
      pointAtFloor: () => this.#pointAtSetting("reg_covar"),
      relate: () => this.#relate(),
      restart: () => this.run("restart"),
    };
    for (const [kind, { text, remedies }] of Object.entries(adviceOf(step, fit, host))) {
      if (text === null) this.notices.hide(kind);
      else this.notices.show(kind, text, { remedies: this.hasKernel ? remedies : [] });
    }
  }

  /**
   * Show a fit, a picture of one until its steps are there, or that the view waits for one.
   *
   * @param {"fit" | "poster" | "waiting"} what
   */
  showStage(what) {
    this.root.dataset["itsShows"] = what;
    this.isSaved = what === "poster";
    this.#waiting.hidden = what !== "waiting";
    this.#poster.hidden = what !== "poster" || !this.#poster.hasAttribute("src");
  }

  /**
   * Show a text above the scene.
   *
   * @param {string} text what to look at
   */
  showLesson(text) {
    setText(this.#lesson, text);
    this.#lesson.hidden = text === "";
  }

  /**
   * Show the quiz below the lesson.
   *
   * @param {HTMLElement} node
   */
  showQuiz(node) {
    this.#lesson.after(node);
  }

  /**
   * Say which of the prepared states is shown.
   *
   * @param {number} slide from 0; none below
   * @param {number} count
   */
  showSlide(slide, count) {
    const text = slide < 0 ? "" : `${slide + 1} / ${count}`;
    this.#lesson.dataset["itsSlide"] = text;
    if (text) this.announce(`Slide ${slide + 1} of ${count}`);
  }

  /**
   * Set the picture that is shown until the steps are there.
   *
   * @param {string | null} png base64
   */
  set poster(png) {
    if (png !== null) this.#poster.src = `data:image/png;base64,${png}`;
  }

  /** @param {string} name of the trait, whose field is pointed at */
  #pointAtSetting(name) {
    if (this.popup !== "model") this.run("model");
    pointAtField(this.root, name);
  }
}

function pane() {
  const canvas = element("canvas", { class: "its-canvas" });
  const title = element("div", { class: "its-pane-title" });
  return { node: element("div", { class: "its-pane" }, title, canvas), canvas, title };
}
