import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld({ traffic: false });
});
afterAll(() => world?.close());

describe("nobody but this machine's person", () => {
  test.each<[string, Record<string, string>]>([
    ["a name that somebody points here", { host: "console.example.com" }],
    ["a page on another port", { origin: "http://127.0.0.1:3000" }],
    ["a page elsewhere, by an image", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" }],
    ["another port, by a frame", { "sec-fetch-site": "same-site", "sec-fetch-dest": "iframe" }],
  ])("reads through %s", async (_, headers) => {
    const { status, text } = await get("/api/now?zone=UTC", headers);
    expect(status).toBe(403);
    expect(JSON.parse(text)).toEqual({
      problem: { en: expect.stringMatching(/only/), zh: expect.stringMatching(/[一-鿿]/) },
    });
  });

  test("writes without JSON, which a form of any page could send", async () => {
    const answer = await fetch(new URL("/api/act", world.console.url), {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ act: "pause", reason: "a stranger's" }),
    });
    expect(answer.status).toBe(403);
    expect(await world.run("select * from send_sms.controls where kind = 'paused'")).toEqual([]);
  });

  test("shows the page in a frame, or runs another's script in it", async () => {
    const { headers, text } = await get("/");
    expect(headers["content-security-policy"]).toMatch(
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    );
    expect(text).not.toMatch(/(src|href)="https?:/);
  });

  test("but a person may follow a link to the page", async () => {
    const link = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect((await get("/", link)).status).toBe(200);
  });

  test.each(["/page/main.ts", "/../package.json", "/%2e%2e/package.json", "/api"])(
    "is served %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/** `fetch` sets Host and Origin itself. */
function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(new URL(path, world.console.url), { headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => text += part);
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    }).on("error", reject).end();
  });
}
