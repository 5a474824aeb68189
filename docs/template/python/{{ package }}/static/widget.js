/* Generated from js/src by `npm run build` in js/. Do not edit. */

// src/cell.js
function cellAt(pointer, box, [rows, columns]) {
  return {
    row: within((pointer.clientY - box.top) / box.height * rows, rows),
    column: within((pointer.clientX - box.left) / box.width * columns, columns)
  };
}
function within(place, cells) {
  return Math.min(Math.max(Math.floor(place), 0), cells - 1);
}

// src/elements.js
function slider(name, value, set) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const output = document.createElement("output");
  Object.assign(input, { type: "range", min: "0", max: "0.1", step: "0.0005" });
  const show = (value2) => {
    input.value = String(value2);
    output.textContent = value2.toFixed(4);
  };
  input.addEventListener("input", () => {
    show(input.valueAsNumber);
    set(input.valueAsNumber);
  });
  label.append(name, input, output);
  show(value);
  return { label, show };
}
function playButton(toggle) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Play";
  button.addEventListener("click", toggle);
  return button;
}
function picture() {
  const image = document.createElement("img");
  image.draggable = false;
  image.alt = "The concentration of V: dark where there is none. Press to let a drop fall.";
  return image;
}

// src/player.js
var Player = class {
  playing = false;
  #ask;
  #nextFrame;
  /**
   * @param {() => void} ask Asks for a picture.
   * @param {(call: () => void) => void} nextFrame As `requestAnimationFrame`.
   */
  constructor(ask, nextFrame) {
    this.#ask = ask;
    this.#nextFrame = nextFrame;
  }
  toggle() {
    this.playing = !this.playing;
    this.drawn();
  }
  drawn() {
    const nextFrame = this.#nextFrame;
    if (this.playing) {
      nextFrame(() => {
        if (this.playing) this.#ask();
      });
    }
  }
};

// src/render.js
function render({ model, el, signal }) {
  const image = picture();
  const status = document.createElement("span");
  const player = new Player(() => model.send({ kind: "advance", from: model.get("iteration") }), requestAnimationFrame);
  const button = playButton(() => {
    player.toggle();
    button.textContent = player.playing ? "Pause" : "Play";
  });
  const bar = document.createElement("div");
  bar.append(button, rate(model, "feed", signal), rate(model, "kill", signal), status);
  el.classList.add("gray-scott");
  el.append(image, bar);
  const draw = () => {
    image.src = `data:image/png;base64,${model.get("picture")}`;
    status.textContent = `iteration ${model.get("iteration")}`;
  };
  listen(model, "change:picture", draw, signal);
  const drawn = () => player.drawn();
  listen(model, "change:iteration", () => image.decode().then(drawn, drawn), signal);
  image.addEventListener("pointerdown", (event) => {
    model.send({ kind: "drop", ...cellAt(event, image.getBoundingClientRect(), model.get("shape")) });
  });
  draw();
  return () => el.replaceChildren();
}
function rate(model, name, signal) {
  const { label, show } = slider(name, model.get(name), (value) => {
    model.set(name, value);
    model.save_changes();
  });
  listen(model, `change:${name}`, () => show(model.get(name)), signal);
  return label;
}
function listen(model, event, call, signal) {
  model.on(event, call);
  signal.addEventListener("abort", () => model.off(event, call));
}
var render_default = { render };
export {
  render_default as default
};
