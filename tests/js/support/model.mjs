/** A model whose listener hears every change at once, as Backbone's do. */
export class FakeModel {
  saves = 0;
  listener = () => {};
  #traits;

  constructor(traits) {
    this.#traits = traits;
  }

  get(name) {
    return this.#traits[name];
  }

  set(name, value) {
    this.#traits[name] = value;
    this.listener();
  }

  save_changes() {
    this.saves += 1;
  }
}
