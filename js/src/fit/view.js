import { download } from "../widget/ui/download.js";
import { watchSize } from "../widget/ui/layout.js";
import { live } from "./panels/formula_values.js";
import { decodePoints } from "./scene/points.js";
import { Recording } from "./playback/recording.js";
import { Scene } from "./scene/scene.js";
import { startsSheet } from "./panels/starts.js";
import { collapse, spoken } from "./panels/captions.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Remedy } from "../widget/ui/notices.js" */
/** @import { Chrome } from "./chrome.js" */
/** @import { Link } from "./playback/channel.js" */
/** @import { DecodedPoints } from "./scene/points.js" */
/** @import { Algorithm, Failure, Frames, Reply, Starts, Traits } from "./protocol.js" */
/** @import { Moment } from "./playback/recording.js" */
/** @import { Hover, Snapshot } from "./scene/scene.js" */
/** @import { Seeker } from "./playback/scrub.js" */

/** At so many half-steps per second or less there is time to move from one to the next. */
const EASED_SPEED = 6;
/** While a view plays, those who hear it are told at this pace, in milliseconds. */
const VOICE = 2_000;

/** @type {Record<Algorithm, string>} */
const NAMES = { em: "EM", kmeans: "k-means" };

/**
 * What one view shows: everything that happens ends in a frame, which reads the model and the recording and shows them.
 */
export class MixtureView {
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
  #askers = new Map();
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
  zoom(levels) {
    for (const scene of this.#scenes) scene?.zoom(levels, null);
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
    if (vid === null) notices.show("refused", message, { duration: 6_000, dismissible: true });
    else if (this.#link.isMine(vid)) notices.show("error", message, { dismissible: true });
    this.#awaited = null;
  }

  /**
   * @param {number} pane
   * @param {AbortSignal} signal
   */
  #makeScene(pane, signal) {
    const { panes } = this.#chrome;
    const { canvas, node } = /** @type {typeof panes[0]} */ (panes[pane]);
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
        changed: () => {},
        takesWheel: () => this.#chrome.hasFocus || this.#chrome.isFullScreen,
        decline: () => this.#chrome.showHint(),
      },
      signal,
    );
    scene.tool = this.#tool;
    scene.movable = this.#chrome.hasKernel && pane === 0;
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
      height: stage.clientHeight,
    });
    if (hover?.row !== null && hover?.row !== undefined) this.#example = { row: hover.row, component: null };
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
    const choose = (/** @type {number} */ n) => {
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
        regression: model.get("regression"),
      },
      palette: model.get("palette"),
      featureNames: model.get("feature_names"),
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
      const beside = model.get("compare") && algorithm === "em" ? (this.#recording.track("kmeans")?.at(this.#seeker.index) ?? null) : null;
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
    const share = isLoading || this.#awaited === "starts" ? 0 : this.#awaited === "fit" ? (last?.iteration ?? 0) / model.get("max_iter") : 1;
    chrome.showProgress(Math.min(share, isLoading || this.#awaited ? 0.99 : 1));
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
  #showScene(pane, moment, points) {
    const model = this.#model;
    const before = this.#shown[pane] ?? null;
    const now = { ...moment, points, ...this.#picture(), hovered: this.#emphasized };
    if (before && isSame(before, now)) return;
    const eased = !this.#seeker.isHeld && (!model.get("playing") || model.get("speed") <= EASED_SPEED);
    this.#scenes[pane]?.show(now, { eased });
    this.#shown[pane] = now;
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
    const row = Math.min(this.#example.row, points.n - 1);
    const component = this.#example.component !== null && this.#example.component < step.means.length ? this.#example.component : null;
    chrome.formula.show(live(moment, points, model.get("dims"), row, component), { phase: step.phase, algorithm, covarianceType, palette });
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
}

/**
 * @param {Snapshot} a
 * @param {Snapshot} b
 */
function isSame(a, b) {
  return (
    a.step === b.step &&
    a.points.data === b.points.data &&
    a.hovered === b.hovered &&
    JSON.stringify([a.look, a.dims, a.palette, a.featureNames]) === JSON.stringify([b.look, b.dims, b.palette, b.featureNames])
  );
}
