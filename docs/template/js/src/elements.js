/**
 * The elements of a view.
 */

/**
 * A slider with its name and value.
 *
 * @param {string} name
 * @param {number} value
 * @param {(value: number) => void} set
 */
export function slider(name, value, set) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const output = document.createElement("output");
  Object.assign(input, { type: "range", min: "0", max: "0.1", step: "0.0005" });
  /** @param {number} value */
  const show = (value) => {
    input.value = String(value);
    output.textContent = value.toFixed(4);
  };
  input.addEventListener("input", () => {
    show(input.valueAsNumber);
    set(input.valueAsNumber);
  });
  label.append(name, input, output);
  show(value);
  return { label, show };
}

/**
 * @param {() => void} toggle
 */
export function playButton(toggle) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Play";
  button.addEventListener("click", toggle);
  return button;
}

export function picture() {
  const image = document.createElement("img");
  image.draggable = false;
  image.alt = "The concentration of V: dark where there is none. Press to let a drop fall.";
  return image;
}
