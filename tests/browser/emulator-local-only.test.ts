import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { type AuthEmulator, createAuthEmulator } from "../../src/emulator/gotrue/index.ts";
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
  let auth: AuthEmulator;
  let stranger: Server;
  beforeAll(async () => {
    emulator = await createAliyunEmulator();
    auth = await createAuthEmulator({ release: "2.196", settings: { externalPhoneEnabled: true } });
    stranger = await serveStranger();
  });
  afterAll(async () => {
    stranger.close();
    await emulator.close();
    await auth.close();
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

  test("reads no user of Auth and makes none, while Auth itself answers it", async () => {
    const users = `${auth.url}/_emulator/users`;
    const person = { phone: "8613800138000", password: "correct horse 1", phone_confirm: true };
    await fetch(users, { method: "POST", body: JSON.stringify(person) });
    const { port } = stranger.address() as AddressInfo; // It listens on TCP, so it has a port.
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const tried = await page.evaluate(async (url) => {
      const outcome = (promise: Promise<Response>) =>
        promise.then((answer) => answer.text(), (error) => String(error));
      const another = JSON.stringify({ phone: "8613800138001", password: "correct horse 2" });
      return {
        read: await outcome(fetch(`${url}/_emulator/users`)),
        made: await outcome(
          fetch(`${url}/_emulator/users`, { method: "POST", mode: "no-cors", body: another }),
        ),
        auth: await outcome(fetch(`${url}/auth/v1/settings`)),
      };
    }, auth.url);
    expect(tried.read).toContain("TypeError");
    // What is sent without CORS cannot be read in any case; that it did nothing shows below.
    expect(tried.made).toBe("");
    expect(tried.auth).toContain('"phone":true');
    const { users: there } = JSON.parse(await (await fetch(users)).text());
    expect(there.map(({ phone }: { phone: string }) => phone)).toEqual(["8613800138000"]);
    await page.close();
  });
});

const closeAll = (browser: Browser) => skipped ? Promise.resolve() : browser.close();
