import { describe, expect, test } from "vitest";
import { compileEagerly } from "../../../src/cli/compile-eagerly.ts";

/** Runs a module's text as one. */
async function run(code: string): Promise<Record<string, unknown>> {
  return await import(`data:text/javascript,${encodeURIComponent(code)}`);
}

const EVERY_KIND = `
import { Buffer } from "node:buffer";
const early = twice(2), hoisted = typeof later;
function twice(n) { return n * 2 }function later() {}
async function eventually(n) { return await Promise.resolve(n) }
function* count() { yield 1; yield 2 }
const double = (n) => n * 2, named = function inner(n) { return n ? inner(n - 1) + 1 : 0 };
const async_ = async n => n, object = ({ a = () => 1 } = {}) => ({ a: a() });
class Shape {
  static make = () => new Shape();
  #sides = (() => 4)();
  get sides() { return this.#sides }
  times(n) { return this.sides * n }
  async *each() { yield this.sides }
}
const bag = { plain() { return this.x }, get x() { return "验证码" }, set x(_) {}, arrow: () => "in text: (function(){})" };
function once() { once = () => "later"; return "first" }
function nested(n) {
  "use strict";
  const up = add(n), last = twin();
  function add(k) { return k ? add(k - 1) + step() : 0 }function step() { return 1 }
  function twin() { return "no" }
  function twin() { return "the last one" }
  if (n) { function inBlock() { return up } return [inBlock(), last] }
}
const holder = { outer() { return inner() + 1; function inner() { return arguments.length } } };
export const results = [
  early, hoisted, twice(3), await eventually(4), [...count()], double(5), named(3), await async_(6), object(),
  Shape.make().times(2), (await Shape.make().each().next()).value, bag.plain(), bag.arrow(), Buffer.from("a").length,
  double.name, twice.name, (function () { return typeof this })(), nested(3),
  once() + once(), holder.outer(), new (function () { this.y = 1 })().y,
];
`;

describe("compileEagerly()", () => {
  test("changes nothing that a module does", async () => {
    const { results } = await run(EVERY_KIND);
    expect(results).toHaveLength(21);
    expect((await run(compileEagerly(EVERY_KIND)))["results"]).toEqual(results);
  });

  test("puts every function in parentheses, and declarations at the head behind the imports", () => {
    expect(
      compileEagerly(`import "node:os";const a=b();function b(){return ()=>1}const c=async function(){};`),
    )
      .toBe(
        `import "node:os";var b=(function (){return (()=>1)});const a=b();const c=(async function(){});`,
      );
  });

  test("puts the declarations inside a function at its head, behind its directives", () => {
    expect(compileEagerly(`const a=()=>{"use strict";b();function b(){}};`))
      .toBe(`const a=(()=>{"use strict";var b=(function (){});b();});`);
  });

  test("leaves methods as they are, because they cannot be written so", () => {
    const methods =
      "class A{b(){}get c(){return 1}static d(){}constructor(){}}({e(){},set f(g){},async*h(){}});";
    expect(compileEagerly(methods)).toBe(methods);
  });

  test("counts Chinese text as JavaScript does", () => {
    expect(compileEagerly(`const a="验证码🔑";const b=()=>a;`)).toBe(`const a="验证码🔑";const b=(()=>a);`);
  });

  test("says that a bundle cannot be read", () => {
    expect(() => compileEagerly("function {")).toThrow("Cannot read the bundle");
  });
});
