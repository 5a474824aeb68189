/** @import { Picture } from "./picture.js" */

/** Milliseconds without an answer after which words say what one sees. */
const PATIENCE = 1000;

/** Pictures in place of a view, until that is drawn. */
export class StandIn {
  #host;
  #node;
  #caption;
  #observer;
  /** @type {(() => unknown) | null} */
  #renew;

  /**
   * @param {HTMLElement} host where the host of the page will show the view; it has its own words there now
   * @param {Picture} picture
   * @param {() => unknown} renew lets the host try once more
   */
  constructor(host, picture, renew) {
    this.#host = host;
    this.#renew = renew;
    this.#caption = captionOf();
    this.#node = frameOf(picture, this.#caption);
    this.#observer = new MutationObserver(() => this.#follow());
    this.#observer.observe(host, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["class", "data-its-state"],
    });
    this.#follow();
  }

  /** Go along with what the host of the page does: it clears the element before it shows a view, or an error. */
  #follow() {
    const { style, classList } = this.#host;
    const view = [...this.#host.children].find((child) => child !== this.#node);
    if (view && isDrawn(view)) {
      this.#observer.disconnect();
      this.#node.remove();
      style.minHeight = style.position = "";
      return;
    }
    const hasFailed = !view && classList.contains("jupyter-widgets");
    if (hasFailed && this.#renew) {
      // Having waited for two seconds the host gives up, even if the kernel has just answered.
      const renew = this.#renew;
      this.#renew = null;
      classList.remove("jupyter-widgets");
      renew();
      return;
    }
    this.#caption.hidden = hasFailed;
    // The host's words are small where the caption says more.
    style.fontSize = view || hasFailed ? "" : "0";
    if (this.#node.parentNode !== this.#host) this.#host.append(this.#node);
    if (view && this.#node.style.position !== "absolute") {
      // Over the view while it is made, and the page does not jump.
      style.minHeight = `${this.#node.offsetHeight}px`;
      style.position = "relative";
      Object.assign(this.#node.style, { position: "absolute", top: "0", left: "0" });
    }
  }
}

/**
 * Tell whether a view shows something.
 *
 * @param {Element} view
 */
function isDrawn(view) {
  return (
    view.hasChildNodes() && view.querySelector('[data-its-state="loading"], .its-view:not([data-its-state])') === null
  );
}

function captionOf() {
  const caption = document.createElement("span");
  caption.textContent = "Last picture, until the kernel answers";
  Object.assign(caption.style, {
    position: "absolute",
    bottom: "8px",
    left: "8px",
    padding: "2px 8px",
    border: "1px solid var(--jp-border-color2)",
    borderRadius: "4px",
    background: "var(--jp-layout-color1)",
    color: "var(--jp-ui-font-color1)",
    font: "13px / 20px var(--jp-ui-font-family)",
  });
  caption.animate([{ opacity: 0 }, { opacity: 0 }], PATIENCE);
  return caption;
}

/**
 * Lay pictures out as the view will be: planes beside each other, and one under the other where there is no room.
 *
 * @param {Picture} picture
 * @param {Node} caption
 */
function frameOf({ pngs, planes, share, width, height, fluid }, caption) {
  const frame = document.createElement("div");
  frame.className = "its-stand-in";
  Object.assign(frame.style, {
    position: "relative",
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 346px), 1fr))",
    gap: "8px",
    width: fluid ? "100%" : `${width}px`,
    maxWidth: "100%",
    pointerEvents: "none",
  });
  // As wide as the view, whose planes keep what they show from left to right; figures are shown whole.
  const size = planes > 0 ? { width: `${100 / share}%`, height: "auto" } : { width: "100%", height: "100%" };
  for (const png of pngs) {
    for (let plane = 0; plane < Math.max(1, planes); plane++) {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      image.alt = frame.hasChildNodes() ? "" : "Last picture of this view";
      Object.assign(image.style, { ...size, position: "absolute", top: "50%", transform: "translateY(-50%)" });
      Object.assign(image.style, { [plane === 0 ? "left" : "right"]: "0", maxWidth: "none", objectFit: "contain" });
      const cell = document.createElement("div");
      Object.assign(cell.style, { position: "relative", height: `${height}px`, overflow: "hidden" });
      cell.append(image);
      frame.append(cell);
    }
  }
  frame.append(caption);
  return frame;
}
