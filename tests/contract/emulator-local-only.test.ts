import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { createAuthEmulator } from "../../src/emulator/gotrue/index.ts";

/** Asks with headers that `fetch` would not let anybody set, as a browser does. */
function ask(url: string, method: string, headers: Record<string, string>, body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (answer) => {
      // An event stream never ends.
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    asked.on("error", reject).end(body);
  });
}

const emulators = {
  "Alibaba Cloud": {
    create: () => createAliyunEmulator(),
    reads: [
      "/_emulator/",
      "/_emulator/messages",
      "/_emulator/requests",
      "/_emulator/events",
      "/_emulator/inbox",
    ],
    writes: [["POST", "/_emulator/reset"], ["DELETE", "/_emulator/messages"], ["PUT", "/_emulator/fault"]],
  },
  Auth: {
    create: () => createAuthEmulator({ release: "2.196" }),
    reads: ["/_emulator", "/_emulator/users", "/_emulator/clock"],
    writes: [["POST", "/_emulator/reset"], ["POST", "/_emulator/users"], ["POST", "/_emulator/clock"]],
  },
} as const;

describe.each(Object.entries(emulators))("the %s emulator's own surface", (_, { create, reads, writes }) => {
  let emulator: { url: string; close(): Promise<void> };
  beforeAll(async () => {
    emulator = await create();
  });
  afterAll(() => emulator.close());

  const paths = [...reads.map((path) => ["GET", path] as const), ...writes];

  test.each(paths)(
    "refuses %s %s to a page of anywhere else, and to a name that somebody points here",
    async (method, path) => {
      const host = new URL(emulator.url).host;
      for (
        const headers of [
          { origin: "https://evil.example" },
          { origin: "http://127.0.0.1:3999" },
          { origin: "null" },
          { host: "evil.example" },
          { host: `evil.example:${new URL(emulator.url).port}`, origin: "http://evil.example" },
          { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "empty" },
          { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
          { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
        ]
      ) {
        const status = await ask(emulator.url + path, method, {
          host,
          "content-type": "text/plain",
          ...headers,
        });
        expect([headers, status]).toEqual([headers, 403]);
      }
    },
  );

  test("refuses a form that a page of elsewhere posts by opening it", async () => {
    for (const [method, path] of writes) {
      const headers = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
      };
      expect(await ask(emulator.url + path, method, headers)).toBe(403);
    }
  });

  test.each(reads)(
    "answers GET %s to what is no browser, to its own page, and to a person who opens it",
    async (path) => {
      const port = new URL(emulator.url).port;
      for (
        const headers of [
          {},
          { host: `localhost:${port}` },
          { host: `[::1]:${port}` },
          { origin: emulator.url, "sec-fetch-site": "same-origin" },
          { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
          { "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
        ]
      ) {
        expect([headers, await ask(emulator.url + path, "GET", headers)]).toEqual([headers, 200]);
      }
    },
  );

  test.each(reads.filter((path) => !path.endsWith("/events")))(
    "lets no page show GET %s in a frame",
    async (path) => {
      const { headers } = await fetch(emulator.url + path);
      expect(headers.get("x-frame-options")).toBe("DENY");
      // Where a browser finds both, this one alone counts (CSP Level 3, 6.4.2).
      expect(headers.get("content-security-policy") ?? "").not.toContain("frame-ancestors");
    },
  );
});
