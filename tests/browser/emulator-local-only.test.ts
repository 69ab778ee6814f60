import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { sendSms } from "../support/emulator-aliyun-client.ts";
import { launchBrowser } from "../support/browser/launch.ts";

const { browser, skipped } = await launchBrowser();

/** A page on another port of this machine, such as anybody's development server. */
function serveStranger(): Promise<Server> {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>stranger</title>");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

describe.skipIf(skipped)("in a browser, a page on another port", () => {
  let emulator: AliyunEmulator;
  let stranger: Server;
  beforeAll(async () => {
    emulator = await createAliyunEmulator();
    stranger = await serveStranger();
  });
  afterAll(async () => {
    stranger.close();
    await emulator.close();
    await closeAll(browser);
  });

  test("reads no code and changes nothing, while the inbox itself works", async () => {
    expect((await sendSms(emulator.url)).body.Code).toBe("OK");
    const { port } = stranger.address() as AddressInfo; // It listens on TCP, so it has a port.
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const tried = await page.evaluate(async (url) => {
      const outcome = (promise: Promise<unknown>) => promise.then((value) => value, (error) => String(error));
      const events = await new Promise((resolve) => {
        const source = new EventSource(`${url}/_emulator/events`);
        source.onopen = () => resolve("open");
        source.onerror = () => resolve("refused");
      });
      return {
        read: await outcome(fetch(`${url}/_emulator/messages`).then((answer) => answer.text())),
        events,
        reset: await outcome(
          fetch(`${url}/_emulator/reset`, { method: "POST", mode: "no-cors", body: "{}" }).then(() => "sent"),
        ),
      };
    }, emulator.url);
    expect(tried.read).toContain("TypeError");
    expect(tried.events).toBe("refused");
    expect(emulator.messages()).toHaveLength(1);

    await page.goto(`${emulator.url}/_emulator/inbox`);
    await page.getByText(emulator.messages()[0]?.params["code"] ?? "no code").first().waitFor({
      timeout: 8_000,
    });
    await page.close();
  });
});

const closeAll = (browser: Browser) => skipped ? Promise.resolve() : browser.close();
