import { button, icon } from "../../widget/ui/dom.js";
import * as icons from "../../widget/ui/icons.js";
import { slider } from "./slider.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field } from "../../widget/ui/fields.js" */
/** @import { Traits } from "../messages.js" */

/** Turns in a second: usually, at least, at most. */
const USUAL = 0.1;
const LEAST = 0.02;
const MOST = 1;

/**
 * Let the colors go round; if they do, let them rest where they are.
 *
 * @param {AnyModel<Traits>} model
 * @param {{turns: number}} scene
 * @param {number} [speed] turns in a second
 */
export function toggleCycling(model, { turns }, speed = USUAL) {
  const isPlaying = model.get("cycling") !== 0;
  const offset = model.get("offset") + turns;
  if (isPlaying) model.set("offset", offset - Math.floor(offset));
  model.set("cycling", isPlaying ? 0 : speed);
  model.save_changes();
}

/**
 * Play and pause, and how fast.
 *
 * @param {AnyModel<Traits>} model
 * @param {{turns: number}} scene
 * @returns {Field<number>}
 */
export function cyclingField(model, scene) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let speed = USUAL;
  const field = slider(
    "Play",
    {
      ...{ min: Math.log2(LEAST), max: Math.log2(MOST), step: 0.1, usual: USUAL },
      ...{ toPlace: Math.log2, toNumber: (place) => 2 ** place },
      tell: (turns) => (isStill ? "still" : `${(1 / turns).toPrecision(2)} s`),
    },
    (turns) => {
      speed = turns;
      if (model.get("cycling") === 0) return field.show(turns);
      model.set("cycling", turns);
      model.save_changes();
    },
  );
  const play = button("button", "", () => isStill || toggleCycling(model, scene, speed));
  play.setAttribute("aria-disabled", String(isStill));
  field.input.before(play);
  return {
    node: field.node,
    show: (cycling) => {
      const label = isStill ? "Motion is reduced on this device" : `${cycling === 0 ? "Play" : "Pause"} the colors`;
      play.replaceChildren(icon(cycling === 0 ? icons.play : icons.pause));
      play.title = label;
      play.setAttribute("aria-label", label);
      if (cycling > 0) speed = cycling;
      field.show(speed);
    },
  };
}
