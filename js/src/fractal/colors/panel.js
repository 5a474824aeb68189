import { listen } from "../../widget/comm/listen.js";
import { action, choice, segments } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { swatch } from "../draw/palette.js";
import { colormapOf } from "../traits.js";
import { fetchPalettes } from "./catalog.js";
import { cyclingField } from "./cycling.js";
import { histogram } from "./histogram.js";
import { palettes } from "./palettes.js";
import { slider } from "./slider.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field as Control } from "../../widget/ui/fields.js" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */
/** @import { Scene } from "../draw/scene.js" */
/** @import { ColorBy, Field, Interior, Traits } from "../messages.js" */

/** @typedef {keyof Traits & string} Name */

/** What colors can tell, in words, and the field that it takes. */
const TOLD = /** @type {[ColorBy, string, Field][]} */ ([
  ["root", "Root", "root"],
  ["smooth", "Smooth count", "smooth"],
  ["count", "Escape count", "count"],
  ["histogram", "Rank of the count", "smooth"],
  ["distance", "Distance to the set", "distance"],
  ["final_angle", "Binary decomposition", "final_angle"],
  ["trap", "Orbit trap", "trap"],
]);
const FLAT = /** @type {[Interior, string, null]} */ (["flat", "One color", null]);
const INTERIORS = /** @type {[Interior, string, Field | null][]} */ ([
  FLAT,
  ["period", "Period", "period"],
  ["internal_angle", "Internal angle", "internal_angle"],
  ["distance", "Distance to the edge", "interior_distance"],
]);
/** Inside a Julia set there is one cycle, and so one period and one internal angle. */
const JULIA_INTERIORS = /** @type {[Interior, string, Field | null][]} */ ([
  FLAT,
  ["period", "Point of the cycle", "period"],
]);
/** What is kept as usual. */
const LOOK = /** @type {const} */ (["colormap", "color_by", "density", "offset", "light", "interior"]);
/** What the panel takes back; antialias is no color. */
const USUAL = /** @type {const} */ ({ density: 1, offset: 0, light: 0, interior: "flat" });
/** Iterations that are offered besides the present ones. */
const ITERATIONS = ["auto", "100", "1000", "10000", "100000"];
/** Stops of a swatch, and of the strip along which the offset slides. */
const STOPS = 16;
const STRIP = 48;

/**
 * Make the panel of the colors: which, what they tell, and how they are laid over it.
 *
 * @param {AnyModel<Traits>} model
 * @param {Scene} scene what is colored
 * @param {PanelHost & {root: HTMLElement, hasKernel: boolean}} host
 * @returns {HTMLElement}
 */
export function colorsPanel(model, scene, host) {
  /** @type {(name: Name, value: any) => void} */
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const known = model.get("colormaps");
  const own = model.get("coloring");
  const all = known.some(({ colormap }) => colormap === own.colormap) ? known : [...known, own];
  const choices = all.map((each) => ({ name: each.colormap, background: swatch(each, STOPS) }));
  const fetch = host.hasKernel ? () => fetchPalettes(model, host.signal) : null;
  const density = slider(
    "Density",
    {
      ...{ min: -4, max: 4, step: 0.05, usual: 1, toPlace: Math.log2, toNumber: (place) => 2 ** place },
      tell: (value) => `${value < 10 ? value.toPrecision(2) : Math.round(value)}×`,
    },
    (value) => set("density", Math.abs(Math.log2(value)) < 0.02 ? 1 : value),
  );
  const offset = slider(
    "Offset",
    { min: 0, max: 1, step: 0.005, usual: 0, tell: (value) => value.toFixed(2) },
    (value) => set("offset", value % 1),
  );
  const light = slider(
    "Light",
    { min: 0, max: 1, step: 0.05, usual: 0, tell: (value) => (value === 0 ? "off" : `${Math.round(100 * value)} %`) },
    (value) => set("light", value),
  );
  const smoothing = segments(
    "Smoothing",
    /** @type {[string, string][]} */ ([
      ["1", "off"],
      ["2", "2 × 2"],
      ["4", "4 × 4"],
    ]),
    (by) => set("antialias", Number(by)),
  );
  const counts = [...new Set([...ITERATIONS, String(model.get("max_iter"))])];
  const iterations = choice(
    "Iterations",
    counts.map((count) => [count, count]),
    (count) => set("max_iter", count === "auto" ? count : Number(count)),
  );
  const has = model.get("field_names");
  /** @type {<Told extends string>(choices: [Told, string, Field | null][], chosen: Told) => [string, string][]} */
  const offered = (choices, chosen) =>
    choices.flatMap(([name, text, field]) =>
      name === chosen || field === null || has.includes(field) ? [[name, text]] : [],
    );
  const isJulia = "c" in model.get("formula").parameters;
  const interiors = offered(isJulia ? JULIA_INTERIORS : INTERIORS, model.get("interior"));
  /** @type {(name: Name, control: Control<any>) => [Name, Control<any>]} */
  const pair = (name, control) => [name, control];
  /** @type {[Name, Control<any>][]} */
  const fields = [
    ["colormap", palettes("Palette", choices, { set: (name) => set("colormap", name), fetch })],
    ["color_by", choice("Color by", offered(TOLD, model.get("color_by")), (value) => set("color_by", value))],
    ["density", density],
    ["offset", offset],
    ["cycling", cyclingField(model, scene)],
    ...(has.includes("angle") ? [pair("light", light)] : []),
    ...(interiors.length > 1 || model.get("interior") !== "flat"
      ? [
          pair(
            "interior",
            choice("Interior", interiors, (value) => set("interior", value)),
          ),
        ]
      : []),
    ...(host.hasKernel ? [pair("max_iter", iterations)] : []),
    ["antialias", { node: smoothing.node, show: (by) => smoothing.show(String(by)) }],
  ];
  const reset = action("Reset", () => {
    const usual = { ...USUAL, ...model.get("usual") };
    for (const [name, value] of Object.entries(usual)) model.set(/** @type {Name} */ (name), value);
    model.save_changes();
  });
  const keep = action("Save as default", () => {
    set("usual", Object.fromEntries(LOOK.map((name) => [name, model.get(name)])));
  });
  offset.input.classList.add("its-striped");
  const node = panel("Colors", model, fields, [reset, keep], host);
  node.querySelector('[data-trait="density"]')?.before(histogram(model, scene, host));
  const follow = () => {
    const colormap = colormapOf(model);
    if (colormap) offset.input.style.setProperty("--its-track", swatch(colormap, STRIP));
    const told = model.get("color_by");
    const isRamp = told === "count" && model.get("colormap") === "grey";
    density.node.toggleAttribute("inert", isRamp || told === "root");
    offset.node.toggleAttribute("inert", isRamp);
  };
  listen(model, "change:colormap change:coloring change:color_by", follow, host.signal);
  follow();
  return node;
}
