import assert from "node:assert/strict";
import { test } from "node:test";
import { canShow } from "../../../../js/src/widget/comm/browser.js";
import { expectVersion } from "../../../../js/src/widget/comm/version.js";
import { inBrowser } from "../../support/browser.mjs";
import { FakeModel } from "../../support/model.mjs";

function element() {
  return {
    textContent: "",
    replaceChildren() {
      this.textContent = "";
    },
  };
}

test("a browser that has what views need shows them", () => {
  inBrowser(() => {
    const el = element();
    assert.ok(canShow(el));
    assert.equal(el.textContent, "");
  });
});

test("one that lacks something is told what, and which ones have it", () => {
  const without = ["OffscreenCanvas", "container-type", "selector(:has"];
  inBrowser(
    () => {
      const el = element();
      assert.ok(!canShow(el));
      assert.equal(
        el.textContent,
        "This browser lacks OffscreenCanvas, container queries, :has(). " +
          "Views need Chrome or Edge 123, Firefox 121, Safari 17.5, or newer.",
      );
    },
    { without },
  );
});

test("a view that cannot be shown is not begun", () => {
  const render = expectVersion(() => assert.fail("it must not begin"));
  inBrowser(
    () => {
      const el = element();
      const close = render({ model: new FakeModel({ version: "1.0" }), el });
      assert.match(el.textContent, /^This browser lacks light-dark\(\)\. /);
      close();
      assert.equal(el.textContent, "");
    },
    { without: ["color: light-dark"] },
  );
});
