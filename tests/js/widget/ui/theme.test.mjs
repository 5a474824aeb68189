import assert from "node:assert/strict";
import { test } from "node:test";
import { namedTheme } from "../../../../js/src/widget/ui/theme.js";

/** A page's element with these attributes. */
function node(attributes) {
  return { getAttribute: (name) => attributes[name] ?? null };
}

const named = (...nodes) => namedTheme(nodes.map(node));

test("hosts name their theme by a class or an attribute", () => {
  for (const word of ["dark", "light"]) {
    const names = [word, `a ${word} b`, `theme-${word}`, `${word}-theme`, `${word}-mode`, `vscode-${word}`];
    for (const name of names) assert.equal(named({ class: name }), word, name);
    for (const attribute of ["theme", "data-theme", "data-bs-theme", "data-color-mode"]) {
      assert.equal(named({ [attribute]: word }), word, attribute);
    }
    assert.equal(named({ "data-theme": `github-${word}` }), word);
  }
  assert.equal(named({ "data-jp-theme-light": "false", class: "light" }), "dark");
  assert.equal(named({ "data-jp-theme-light": "true" }), "light");
});

test("a class that colors something else, and words that only contain it, name no theme", () => {
  for (const name of ["bg-light", "navbar-dark", "dark:bg-black", "highlight", "darkroom", "has-dark-toggle", ""]) {
    assert.equal(named({ class: name }), "", name);
  }
  assert.equal(named({ "data-theme": "auto" }), "");
  assert.equal(named({}), "");
});

test("the body speaks before the page", () => {
  assert.equal(named({ class: "dark" }, { "data-theme": "light" }), "dark");
  assert.equal(named({}, { "data-theme": "light" }), "light");
});
