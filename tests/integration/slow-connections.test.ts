import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";
import { signAsAuth } from "../support/hook/signing.ts";
import { bundled } from "../support/programs/bundled.ts";

const ON_NODE = {
  file: process.execPath,
  args: [bundled("src/serve/node-main.ts")],
};
const NO_PROVIDER = "http://127.0.0.1:1";

/** Sends `text` and no more. @returns what came back, when the other side has closed, and after how many ms */
function left(url: string, text: string): Promise<{ answer: string; ms: number }> {
  const from = performance.now();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => answer += chunk).on("error", () => {});
  socket.write(text);
  return new Promise((resolve) =>
    socket.once("close", () => resolve({ answer, ms: performance.now() - from }))
  );
}

/** A signed request whose body stops short of its end. */
function stoppingShort(): string {
  const body = signupBody();
  const headers = Object.entries(signAsAuth(body)).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const length = Buffer.byteLength(body);
  return `POST /send-sms HTTP/1.1\r\nhost: hook\r\ncontent-length: ${length}\r\n${headers}\r\n${
    body.slice(0, 100)
  }`;
}

// Whoever keeps a connection and sends nothing keeps a file descriptor; Deno leaves this to a proxy (docs/adr/0015).
describe.concurrent("on Node, who dawdles is cut off:", () => {
  let hook: HookProcess;
  beforeAll(async () => {
    hook = await startHook(processEnv(NO_PROVIDER), ON_NODE);
  });
  afterAll(async () => {
    await hook.stop();
  });

  test.each([
    ["a connection that sends nothing", () => "", 15_000],
    ["headers that do not end", () => "POST /send-sms HTTP/1.1\r\nhost: hook\r\ncontent-le", 10_000],
    ["a body that stops short of its end", stoppingShort, 10_000],
  ])("%s", async (_, text, within) => {
    const { answer, ms } = await left(hook.url, text());
    expect(ms).toBeLessThan(within);
    if (answer !== "") expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  }, 25_000);
});
