import { CLOCK } from "../../widget/comm/clock.js";
import { adopt, atRest, homeOf, isHome, lookOf, ViewTraits } from "../traits.js";
import { Motion } from "./motion.js";
import { Places } from "./places.js";
import { center as centerOf, viewport } from "./viewport.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Fly, Traits } from "../messages.js" */
/** @import { Box } from "../tiles/tiles.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { Look, Place, State } from "./places.js" */
/** @import { Viewport } from "./viewport.js" */

/**
 * What moves a view: a person, the kernel, another view. It knows where the view has been, and tells the model where it goes.
 */
export class Moves {
  #model;
  #chrome;
  #isEased;
  #changed;
  #left;
  #motion;
  #places;
  #traits;
  /** Device pixels per CSS pixel; 0 until the view has a size. */
  #ratio = 0;
  /** Whether the view has moved and not stopped yet. */
  #unsettled = false;
  /** Whether the model does not know the goal. */
  #unwritten = false;
  /** Called when a move can be taken back. */
  kept = () => {};

  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {object} view
   * @param {() => boolean} view.isEased whether motion is wanted
   * @param {() => void} view.changed the view has to be drawn
   * @param {() => void} view.left the view sets off
   */
  constructor(model, chrome, { isEased, changed, left }) {
    this.#model = model;
    this.#chrome = chrome;
    this.#isEased = isEased;
    this.#changed = changed;
    this.#left = left;
    this.#traits = new ViewTraits(model, CLOCK);
    // Until the canvas has a size, the view is as large as it was last: so it is seen whether it was at home.
    const [width, height] = [model.get("width"), model.get("height")];
    this.#motion = new Motion(viewport(["0", "0"], 2, width, height), model.get("zoom_range"));
    this.#places = new Places(
      this.#motion,
      (canvas) => homeOf(model, canvas),
      () => model.get("formula"),
      (like) => lookOf(model, like),
    );
    this.follow();
    this.#motion.jump(this.#motion.goal);
  }

  /** Where the view is now, and where the motion is under way. */
  get motion() {
    return this.#motion;
  }

  get canUndo() {
    return this.#places.canUndo;
  }

  get canRedo() {
    return this.#places.canRedo;
  }

  /** The logarithms of the widths that undo and redo lead to. */
  get visited() {
    return this.#places.visited;
  }

  /** Whether the view has moved and not stopped yet. */
  get isUnsettled() {
    return this.#unsettled;
  }

  /** Whether the model does not know where the view goes. */
  get isUnwritten() {
    return this.#unwritten;
  }

  /** Where the view is, or will be once it stands still. */
  get place() {
    const { goal } = this.#motion;
    return { center: centerOf(goal), log2Width: goal.log2Width };
  }

  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    const wasHome = this.#places.isHome || (this.#ratio === 0 && isHome(this.#model));
    this.#ratio = ratio;
    this.#motion.resize(width, height);
    if (!wasHome || homeOf(this.#model, this.#motion.goal).log2Width === this.#model.get("log2_width")) return;
    this.#try(() => this.#places.visit("home", false));
    this.#model.set("fitted", this.#motion.goal.log2Width);
    this.#unsettled = this.#unwritten = true;
  }

  /** The model's view has changed: go there, unless the change was this view's own. */
  follow() {
    const place = this.#traits.read();
    if (!place || (this.#motion.moving && this.#motion.isAt(place.center, place.log2Width))) return;
    this.#try(() => this.#motion.follow(place.center, place.log2Width, this.#isEased()));
    this.#unsettled = this.#unwritten = false;
  }

  /** The range of levels has changed. */
  limit() {
    this.#motion.limit(this.#model.get("zoom_range"));
    this.#changed();
  }

  /**
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   * @param {boolean} [eased]
   */
  zoom(levels, at, eased = true) {
    const { width, height } = this.#motion.goal;
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [width / 2, height / 2];
    const end = this.#motion.zoom(levels, x, y, eased && this.#isEased());
    if (end === "in") this.#chrome.showEnd();
    this.#leave();
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  drag(dx, dy) {
    this.#motion.drag(dx * this.#ratio, dy * this.#ratio);
    this.#leave();
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  step(dx, dy) {
    this.#motion.step(dx * this.#ratio, dy * this.#ratio, this.#isEased());
    this.#leave();
  }

  /**
   * @param {number} vx CSS pixels per millisecond
   * @param {number} vy CSS pixels per millisecond
   */
  flick(vx, vy) {
    if (!this.#isEased()) return;
    this.#motion.flick(vx * this.#ratio, vy * this.#ratio);
    this.#leave();
  }

  /** @param {Box} box CSS pixels */
  zoomBox(box) {
    const ratio = this.#ratio;
    this.#motion.zoomToBox(
      { left: box.left * ratio, top: box.top * ratio, right: box.right * ratio, bottom: box.bottom * ratio },
      this.#isEased(),
    );
    this.#leave();
  }

  /**
   * Fly to a place; at once if motion is not wanted, or it is one of another formula. With a look it is a move of its own.
   *
   * @param {Place} place
   */
  go(place) {
    const { center, log2Width, look } = place;
    if (look) this.keep(look);
    const isFar = adopt(this.#model, place) || !this.#isEased();
    this.#try(() => (isFar ? this.#motion.visit(center, log2Width, false) : this.#motion.fly(center, log2Width)));
    if (!look) return this.#leave();
    this.kept();
    this.#setOff();
  }

  /**
   * Fly where the model's view is to be: the traits have that place.
   *
   * @param {Fly} flight
   */
  fly({ center, log2_width, seconds }) {
    this.#try(() =>
      this.#isEased() ? this.#motion.fly(center, log2_width, seconds) : this.#motion.visit(center, log2_width, false),
    );
    this.#unsettled = this.#unwritten = false;
  }

  /**
   * Be at once where another view is, whose move it is to take back.
   *
   * @param {Viewport} view
   */
  mirror({ x, y, bits, log2Width }) {
    const { width, height } = this.#motion.goal;
    this.#motion.jump({ x, y, bits, log2Width, width, height });
    this.#setOff();
  }

  home() {
    this.#visit("home");
    this.#leave();
  }

  /**
   * Keep the present place, to be gone back to from where others move the view.
   *
   * @param {Look} [look] what will change with it
   */
  keep(look) {
    this.#places.keep(look);
  }

  /** Take back the last move. */
  undo() {
    this.#return(this.#places.undo());
  }

  /** Make the move again that was taken back last. */
  redo() {
    this.#return(this.#places.redo());
  }

  /**
   * Stay where the picture is now.
   *
   * @returns {boolean} whether it moved
   */
  stop() {
    const { moving } = this.#motion;
    if (moving) {
      this.#motion.stop();
      this.#leave();
    }
    return moving;
  }

  /**
   * @param {number} now milliseconds
   * @param {boolean} held whether a pointer holds the picture
   * @returns {boolean} whether the view rests
   */
  advance(now, held) {
    this.#motion.advance(now);
    const isResting = !this.#motion.moving && !held;
    if (isResting && this.#unsettled) {
      this.#motion.jump(atRest(this.#motion.goal, this.#motion.level));
      this.#unwritten = true;
    }
    return isResting;
  }

  /**
   * A frame has shown the view: note where it rests, and tell the model.
   *
   * @param {boolean} resting
   * @param {boolean} tells whether there is time for it
   */
  settle(resting, tells) {
    if (resting) this.#places.settle();
    if (!tells || !this.#unwritten || (this.#traits.early && !resting)) return;
    this.#unwritten = false;
    if (resting) this.#unsettled = false;
    this.#traits.save(this.#motion.goal);
  }

  /** @param {State | "home"} place */
  #visit(place) {
    const isOther = place !== "home" && adopt(this.#model, place);
    this.#try(() => this.#places.visit(place, this.#isEased() && !isOther));
  }

  /** @param {State | undefined} place that was undone or redone */
  #return(place) {
    if (place === undefined) return;
    this.#visit(place);
    this.#setOff();
  }

  /** A person has moved the view: what belongs to one gesture is taken back together. */
  #leave() {
    if (this.#places.leave(CLOCK.now(), this.#unsettled)) this.kept();
    this.#setOff();
  }

  #setOff() {
    if (!this.#unwritten) this.#traits.begin();
    this.#unsettled = this.#unwritten = true;
    this.#chrome.notices.hide("view");
    this.#left();
  }

  /**
   * Traits can come from a saved page: what cannot be read is shown as a notice, and changes nothing.
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
    this.#changed();
  }
}
