import assert from "node:assert/strict";
import test from "node:test";
import { Player } from "../../js/src/player.js";

function playing() {
  let asked = 0;
  /** @type {(() => void)[]} */
  const frames = [];
  const player = new Player(
    () => asked++,
    function (call) {
      assert.equal(this, undefined); // or the browser refuses
      frames.push(call);
    },
  );
  return { player, asked: () => asked, frame: () => frames.shift()?.() };
}

test("it asks again when a picture has been drawn, and not before", () => {
  const { player, asked, frame } = playing();
  player.toggle();
  frame();
  frame();
  assert.equal(asked(), 1);
  player.drawn();
  frame();
  assert.equal(asked(), 2);
});

test("it asks for nothing while it rests", () => {
  const { player, asked, frame } = playing();
  player.drawn();
  frame();
  assert.equal(asked(), 0);
  player.toggle();
  player.toggle(); // before the frame
  frame();
  assert.equal(asked(), 0);
});
