import assert from "node:assert/strict";
import { test } from "node:test";
import { expectVersion, isMisread } from "../../../../js/src/widget/comm/version.js";
import { inBrowser } from "../../support/browser.mjs";
import { FakeModel } from "../../support/model.mjs";

globalThis.ITERSCOPE_VERSION = "2.0";

function element() {
  return {
    textContent: "",
    replaceChildren() {
      this.textContent = "";
    },
  };
}

const show = expectVersion(({ model, el }) => {
  el.textContent = model.get("home").center;
  return () => {};
});

/** @param {{model: FakeModel, el: ReturnType<typeof element>}} context */
function render(context) {
  let close;
  inBrowser(() => {
    close = show(context);
  });
  return close;
}

test("a page says what to do where it cannot read a kernel of another version", () => {
  const el = element();
  const close = render({ model: new FakeModel({ version: "1.0" }), el });
  assert.equal(el.textContent, "Front end 2.0, kernel 1.0: restart the kernel and reload the page.");
  close();
  assert.equal(el.textContent, "");
});

test("an error of a page of the kernel's version stays an error", () => {
  assert.throws(() => render({ model: new FakeModel({ version: "2.0" }), el: element() }), TypeError);
});

test("a page shows what it can read, whatever the kernel's version", () => {
  const el = element();
  render({ model: new FakeModel({ version: "1.0", home: { center: "0" } }), el });
  assert.equal(el.textContent, "0");
});

test("what another version misreads needs no second notice", () => {
  for (const [code, version, expected] of [
    ["malformed", "1.0", true],
    ["refused", "1.0", false],
    ["failed", "1.0", false],
    ["malformed", "2.0", false],
    ["malformed", "", false],
  ])
    assert.equal(isMisread({ code }, version), expected, `${code}, ${version}`);
});
