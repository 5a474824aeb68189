import { isMisread } from "../widget/comm/version.js";
import { download } from "../widget/ui/download.js";
import { Agreements } from "./comparisons/agreements.js";
import { openStarts } from "./comparisons/starts.js";
import { ImageForms } from "./draw/image.js";
import { Example } from "./models/example.js";
import { modelOf } from "./models/registry.js";
import { Announcer } from "./panels/announcer.js";
import { stayingOf } from "./panels/captions.js";
import { formulaValues } from "./panels/formula_values.js";
import { Panes } from "./panes.js";
import { decodePoints } from "./playback/points.js";
import { Recording } from "./playback/recording.js";
import { Line } from "./playback/timeline.js";
import { Waiting } from "./waiting.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Chrome } from "./chrome.js" */
/** @import { FitChannel } from "./playback/channel.js" */
/** @import { DecodedPoints } from "./playback/points.js" */
/** @import { Moment } from "./playback/recording.js" */
/** @import { Scrub } from "./playback/scrub.js" */
/** @import { Failure, Peer, Points, Reply, Selection, Starts, Steps, Traits } from "./messages.js" */
/** @import { Hover, Tool } from "./scene/interaction.js" */
/** @import { Awaited } from "./waiting.js" */

/** Largest speed, in half-steps per second, at which steps are animated. */
const EASED_SPEED = 6;

/**
 * The view of a fit: everything that happens ends in an animation frame, which shows model and recording.
 */
export class FitView {
  #model;
  #chrome;
  #channel;
  #scrub;
  panes;
  #recording = new Recording();
  /** @type {DecodedPoints | null} */
  #points = null;
  /** @type {number | null} the component that stands out */
  #emphasized = null;
  #example = new Example();
  #images;
  #agreements;
  #announcer;
  #line = new Line();
  #isAskingForGap = false;
  #waiting;
  #frame = 0;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {FitChannel} channel
   * @param {Scrub} scrub
   * @param {AbortSignal} signal
   */
  constructor(model, chrome, channel, scrub, signal) {
    this.#model = model;
    this.#chrome = chrome;
    this.#channel = channel;
    this.#scrub = scrub;
    this.#agreements = new Agreements(channel);
    this.#waiting = new Waiting(chrome);
    this.#announcer = new Announcer((text) => chrome.announce(text));
    const place = () => ({ run: this.#recording.run, index: this.index });
    this.panes = new Panes(model, chrome, channel, { place, hover: (hover) => this.#hover(hover) }, signal);
    chrome.poster = model.get("poster")?.png ?? null;
    this.#images = new ImageForms(chrome.panes[0].canvas, () => this.schedule(), signal);
    this.#show();
  }

  /** Whether the view has no data: it is a callback, and `fit` has not begun. */
  get isWaiting() {
    return this.#model.get("n_steps") === 0;
  }

  /** What is recorded of the model that leads. */
  get #track() {
    return this.#recording.track(this.#model.get("algorithm"));
  }

  /** The kind of the model that leads. */
  get #kind() {
    return modelOf({ kind: this.#model.get("algorithm") });
  }

  /** The steps that are recorded of the model that leads. */
  get steps() {
    return this.#track?.steps ?? [];
  }

  /** The step that is shown. */
  get index() {
    return Math.max(0, Math.min(this.#scrub.index, this.steps.length - 1));
  }

  /**
   * Take a message of the kernel.
   *
   * @param {Reply} reply
   */
  receive(reply) {
    this.#channel.settle();
    if (reply.kind === "points") this.#setPoints(reply);
    else if (reply.kind === "steps") this.#take(reply);
    else if (reply.kind === "picture") this.panes.setPicture(reply);
    else if (reply.kind === "starts") this.#showStarts(reply);
    else if (reply.kind === "selection") this.#showSelection(reply);
    else if (reply.kind === "agreement") this.#agreements.take(reply);
    else if (reply.kind === "peer") this.#showPeer(reply);
    else if (reply.kind === "basins")
      this.#chrome.basins.take(reply, this.#channel, this.#chrome.hasKernel, this.#kind.hasCells);
    else if (reply.kind === "error") this.#fail(reply);
    this.schedule();
  }

  /**
   * Show that something is waited for.
   *
   * @param {Awaited} awaited
   */
  await(awaited) {
    this.#waiting.begin(awaited);
    this.schedule();
  }

  /** Ask for the fit if it has begun and does not come by itself. */
  expectFit() {
    if (!this.isWaiting && !this.#points) this.#channel.expectSteps();
  }

  /**
   * Say whether the kernel has stopped to answer. Nothing is waited for then, and what is shown stays.
   *
   * @param {boolean} silent
   */
  showSilence(silent) {
    this.#waiting.showSilence(silent);
    this.schedule();
  }

  /**
   * Use a tool.
   *
   * @param {Tool} tool
   */
  use(tool) {
    this.panes.tool = tool;
  }

  /**
   * Zoom about the middle.
   *
   * @param {number} levels positive goes in
   */
  zoom(levels) {
    this.panes.zoom(levels);
  }

  /** Show all of the data. */
  home() {
    this.panes.home();
  }

  /** Save the picture as a file. */
  async save() {
    const picture = await this.panes.save();
    if (picture) download(picture, `mixture_${this.index}.png`);
  }

  /**
   * Let a point be that in the formulas, which is ringed.
   *
   * @param {number | null} row null for a doubtful one
   */
  exemplify(row) {
    this.#example.choose(row);
    this.schedule();
  }

  /** The step that is shown, the samples, and the row that the formulas are about; null before there are any. */
  get shown() {
    const [moment, points] = [this.#track?.at(this.index), this.#points];
    return moment && points ? { moment, points, row: this.#example.rowOf(moment, points) } : null;
  }

  /**
   * Let a component stand out.
   *
   * @param {number | null} component that stands out
   */
  emphasize(component) {
    this.#emphasized = component;
    if (component !== null) this.#example.component = component;
    this.schedule();
  }

  /** Show where the fit ends, by where the mean that was pointed at last starts; or no longer. */
  toggleBasins() {
    const { basins } = this.#chrome;
    const moment = this.#track?.at(this.index) ?? null;
    const [dims, floor, { run }] = [this.#model.get("dims"), this.#model.get("reg_covar"), this.#recording];
    basins.toggle(this.#channel, moment, this.#example.component ?? 0, { run, dims, floor });
    this.schedule();
  }

  /** Show what has changed with the next frame. */
  schedule() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
  }

  /** Stop drawing. */
  close() {
    cancelAnimationFrame(this.#frame);
    this.panes.close();
  }

  /** @param {Points} reply */
  #setPoints(reply) {
    const before = this.#points;
    this.#points = decodePoints(reply);
    if (!before || before.revision === reply.revision) return;
    // What was found of other data is not true of these.
    this.#recording.forget();
    this.#chrome.selection.clear();
    this.#example.forget();
    this.#chrome.basins.close(this.#channel);
  }

  /** @param {Selection} selection */
  #showSelection(selection) {
    this.#waiting.end("selection");
    this.#chrome.selection.show(selection);
  }

  /** @param {Steps} steps */
  #take(steps) {
    const { run } = this.#recording;
    const outcome = this.#recording.take(steps);
    if (outcome === "gap" && !this.#isAskingForGap) this.#channel.open();
    if (outcome !== "stale") this.#isAskingForGap = outcome === "gap";
    if (this.#recording.run === run) return;
    this.#scrub.release();
    this.#agreements.clear();
    const start = this.#track?.at(0) ?? null;
    this.#chrome.basins.check(this.#channel, start, this.#model.get("reg_covar"));
    for (const told of ["error", "peer"]) this.#chrome.notices.hide(told); // of the run before
    this.#waiting.end("fit");
  }

  /** @param {Failure} failure */
  #fail(failure) {
    const { vid, message } = failure;
    const { notices } = this.#chrome;
    this.#waiting.end();
    if (vid !== null && this.#channel.isMine(vid)) this.#chrome.basins.fail(this.#channel, failure);
    if (isMisread(failure, this.#model.get("version"))) return;
    // A fit that cannot go on says so as long as that is true.
    if (vid === null && this.#model.get("failure").startsWith(message)) return;
    if (vid === null) notices.show("refused", message, { duration: 6_000, dismissible: true });
    else if (this.#channel.isMine(vid)) notices.show("error", message, { dismissible: true });
  }

  /** @param {Hover | null} hover */
  #hover(hover) {
    const [{ card, stage }, recorded] = [this.#chrome, this.#track?.at(0)?.model];
    const model = recorded ?? this.#kind;
    card.show(hover, {
      sample: model.sample,
      component: model.componentName?.(hover?.component ?? 0) ?? `Component ${hover?.component}`,
      featureNames: this.#model.get("feature_names"),
      className: hover && this.#classOf(hover.row),
      staying: stayingOf(recorded, hover?.component ?? null),
      palette: this.#model.get("palette"),
      form: this.#form,
      width: stage.clientWidth,
      height: stage.clientHeight,
    });
    // What a quiz asks about stays marked.
    if (!this.#model.get("quiz")) this.#example.point(hover);
    this.#emphasized = hover?.component ?? null;
    this.schedule();
  }

  /**
   * The name of the true class of a point.
   *
   * @param {number | null} row
   * @returns {string | null}
   */
  #classOf(row) {
    const label = row === null ? undefined : this.#points?.labels?.[row];
    return label === undefined ? null : (this.#model.get("class_names")[label] ?? null);
  }

  /** The form of samples that are images, null of others. */
  get #form() {
    return this.#images.of(this.#model.get("image_shape"), this.#points);
  }

  /** @param {Peer} peer */
  #showPeer({ vid, text }) {
    this.#waiting.end("peer");
    if (this.#channel.isMine(vid)) this.#chrome.notices.show("peer", text, { dismissible: true });
  }

  /** @param {Starts} starts */
  #showStarts(starts) {
    this.#waiting.end("starts");
    if (this.#points) openStarts(starts, this.panes.view(this.#points), this.#chrome, this.#channel);
  }

  #show() {
    this.#frame = 0;
    const model = this.#model;
    const chrome = this.#chrome;
    const { index, isHeld } = this.#scrub;
    const moment = this.#track?.at(index) ?? null;
    const [complete, speed] = [model.get("complete"), model.get("speed")];
    const playing = model.get("playing") && !this.#waiting.isSilent;
    chrome.transport.showClock(playing, speed, model.get("loop"));
    chrome.enable("undo", model.get("can_undo"));
    chrome.enable("redo", model.get("can_redo"));
    chrome.enable("select", this.#kind.hasCriteria);
    if (moment && this.#points) {
      const companion = model.get("compare") ? moment.model.companion : null;
      const beside = (companion && this.#recording.track(companion)?.at(index)) || null;
      const eased = !isHeld && (!playing || speed <= EASED_SPEED);
      const row = this.#example.rowOf(moment, this.#points);
      const [isRinged, basins] = [moment.shading || this.#example.isChosen, chrome.basins.map];
      const example = isRinged ? row : null;
      this.panes.show(moment, beside, this.#points, { hovered: this.#emphasized, example, basins, eased });
      this.#showNumbers(moment, this.#points, { row, complete, playing });
      // Of more samples than are drawn one by one, it takes longer than a step.
      this.#showAgreement(moment, this.#points, isHeld || (playing && this.#points.n < this.#points.total));
      this.#announcer.tell(moment, playing);
      chrome.showStage("fit");
    } else chrome.showStage(this.isWaiting ? "waiting" : "poster");
    if (complete) this.#waiting.end("fit");
    const done = (this.steps.at(-1)?.iteration ?? 0) / model.get("max_iter");
    this.#waiting.show(!this.isWaiting && (!moment || !this.#points), playing, done);
  }

  /**
   * @param {Moment} moment
   * @param {DecodedPoints} points
   * @param {{row: number, complete: boolean, playing: boolean}} fit row: of the point in the formulas
   */
  #showNumbers(moment, points, { row, complete, playing }) {
    const [traits, chrome] = [this.#model, this.#chrome];
    const { step, model } = moment;
    const palette = traits.get("palette");
    const { component } = this.#example;
    const chosen = component !== null && component < model.weights(step.parameters).length ? component : null;
    const dims = this.#example.features ?? traits.get("dims");
    const values = formulaValues(moment, points, dims, row, chosen);
    chrome.formula.show(values, { phase: step.phase, model, axes: dims.length, palette });
    this.#line.follow(this.steps, moment.index, { complete, playing });
    const { end } = this.#line;
    chrome.transport.show(moment, this.steps, { complete, end });
    const failure = step === this.steps.at(-1) ? traits.get("failure") : "";
    const fit = {
      version: this.#recording.version,
      complete,
      tol: traits.get("tol"),
      max_iter: traits.get("max_iter"),
      failure: traits.get("failure"),
      isFile: !chrome.hasKernel,
      end,
      earlier: this.#recording.earlier(model.kind),
    };
    chrome.traces.show(moment, this.steps, fit);
    chrome.showComponents(moment, palette, this.#emphasized, { form: this.#form, points });
    const wantsNext = chrome.bound.show(traits.get("bound"), moment, this.steps[moment.index + 1], points);
    if (wantsNext && !complete) this.#channel.look(this.#recording.run, moment.index);
    // What is dragged stays under the pointer: the scene keeps its height meanwhile.
    if (this.panes.isDragging) return;
    const [featureNames, floor] = [traits.get("feature_names"), traits.get("reg_covar")];
    chrome.showAdvice(step, { model, featureNames, failure, floor, previous: moment.previous, ...points });
  }

  /**
   * @param {Moment} moment
   * @param {DecodedPoints} points
   * @param {boolean} isPassing whether another step will be shown in a moment
   */
  #showAgreement({ index, step, shading, model }, points, isPassing) {
    const [{ agreement }, names] = [this.#chrome, this.#model.get("class_names")];
    if (!points.labels || !shading || model.isOne) return agreement.clear();
    // Both halves of an iteration share the samples out alike.
    const at = step === shading ? index : index - 1;
    const found = this.#agreements.of(this.#recording.run, at, isPassing);
    const iteration = !found || found.index === at ? null : (this.steps[found.index]?.iteration ?? null);
    const isMarked = this.#model.get("classes") && points.n === points.total;
    return agreement.show(found, { names, isMarked, iteration, palette: this.#model.get("palette") });
  }
}
