import { listen } from "../../widget/comm/listen.js";
import { signed } from "../../widget/math/format.js";
import { button, cross, element } from "../../widget/ui/dom.js";
import { action } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { titleOf } from "../formula.js";
import { savedView } from "./saved.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */
/** @import { Marked, Traits } from "../messages.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { FractalView } from "../view.js" */
/** @import { Travel } from "./travel.js" */

/** The form that bookmarks have here; what has a newer one is left as it is. */
const VERSION = 1;
/** Bookmarks of a widget, and characters of a name. */
const MOST = 64;
const LONGEST_NAME = 80;
/** Size of a picture, in pixels. */
const [WIDTH, HEIGHT] = [112, 63];

/**
 * Make the panel of bookmarks: pictures that lead to their views, names to change, and a button that adds the present view.
 *
 * @param {AnyModel<Traits>} model
 * @param {{chrome: Chrome, view: FractalView}} parts
 * @param {Travel} travel
 * @param {PanelHost} host
 * @returns {HTMLElement}
 */
export function bookmarksPanel(model, { chrome, view }, travel, host) {
  const marks = () => model.get("bookmarks") ?? [];
  /** @param {Marked[]} bookmarks */
  const set = (bookmarks) => {
    model.set("bookmarks", bookmarks);
    model.save_changes();
  };
  const add = action("Add this view", () => {
    const saved = savedView(model, view.moves.place);
    const name = freeName(signed(titleOf(saved.formula)), marks());
    set([...marks(), { version: VERSION, name, saved, thumbnail: thumbnail(chrome.canvas) }]);
    const names = list.querySelectorAll("input");
    const last = names[names.length - 1];
    last?.focus();
    last?.select();
  });
  const node = panel("Bookmarks", model, [], [add], host);
  const list = /** @type {HTMLElement} */ (node.querySelector(".its-fields"));

  /** @type {(mark: Marked, index: number) => HTMLElement} */
  const row = (mark, index) => {
    if (mark.version > VERSION) return element("p", { class: "its-advice" }, "One of a newer version, which is kept.");
    const picture = element("img", { alt: "", width: String(WIDTH / 2), height: String(HEIGHT / 2) });
    const kind = mark.thumbnail.startsWith("iVBOR") ? "png" : "jpeg";
    if (mark.thumbnail) picture.src = `data:image/${kind};base64,${mark.thumbnail}`;
    const visit = () => {
      host.close();
      void travel.tell(travel.revisit(mark.saved));
    };
    const name = element("input", { class: "its-mark-name", type: "text", maxlength: String(LONGEST_NAME) });
    name.value = mark.name;
    name.setAttribute("aria-label", "Name");
    name.addEventListener("change", () => {
      const text = name.value.trim() || mark.name;
      name.value = text;
      set(marks().map((each, at) => (at === index ? { ...each, name: text } : each)));
    });
    const remove = () => set(marks().filter((_, at) => at !== index));
    return element(
      "div",
      { class: "its-marked" },
      button("mark", `Go to ${mark.name}`, visit, picture),
      name,
      cross(`Remove ${mark.name}`, remove),
    );
  };
  const show = () => {
    const rows = marks().map(row);
    const none = element("p", { class: "its-advice" }, "Views that you add stay with the notebook.");
    list.replaceChildren(...(rows.length > 0 ? rows : [none]));
    add.disabled = rows.length >= MOST;
  };
  listen(model, "change:bookmarks", show, host.signal);
  show();
  return node;
}

/**
 * A name that no bookmark has.
 *
 * @param {string} wanted
 * @param {Marked[]} marks
 */
export function freeName(wanted, marks) {
  const start = wanted.slice(0, LONGEST_NAME - 4);
  const taken = new Set(marks.map(({ name }) => name));
  let name = start;
  for (let number = 2; taken.has(name); number++) name = `${start} ${number}`;
  return name;
}

/**
 * A small picture of the middle of a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {string} JPEG, base64
 */
function thumbnail(canvas) {
  const small = element("canvas", { width: String(WIDTH), height: String(HEIGHT) });
  const context = small.getContext("2d");
  const scale = Math.max(WIDTH / canvas.width, HEIGHT / canvas.height);
  const [width, height] = [WIDTH / scale, HEIGHT / scale];
  if (context) context.imageSmoothingQuality = "high";
  const [left, top] = [(canvas.width - width) / 2, (canvas.height - height) / 2];
  context?.drawImage(canvas, left, top, width, height, 0, 0, WIDTH, HEIGHT);
  return small.toDataURL("image/jpeg", 0.85).split(",")[1] ?? "";
}
