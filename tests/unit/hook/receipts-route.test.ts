import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createIsToken } from "../../../src/hook/http/is-token.ts";
import { createApp } from "../../../src/hook/http/app.ts";
import { MAX_PUSH_BYTES, receiptsRoutes } from "../../../src/hook/http/receipts.ts";
import type { Receipts } from "../../../src/hook/ledger/receipts.ts";
import type { LogEntry } from "../../../src/hook/log/log-entry.ts";
import { isSameBytes } from "../../../src/hook/runtime/same-bytes.ts";
import { createHookUnderTest } from "../../support/hook/app.ts";
import { payloadOf } from "../../support/hook/examples.ts";
import { globeReport, KEY, RECEIPTS_PATH, RECEIPTS_TOKEN, smsReport } from "../../support/hook/pushes.ts";
import { createFakeRuntime, NOON } from "../../support/hook/runtime.ts";
import { assertNothingLeaked } from "../../support/leaks.ts";

const ON = { SMS_RECEIPTS_TOKEN: RECEIPTS_TOKEN };
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(() => void vi.useRealTimers());

/** The hook as the provider meets it. */
async function createDoor(env: Record<string, string> = ON) {
  const hook = await createHookUnderTest({ env });
  return {
    ...hook,
    push: async (body: unknown, path = RECEIPTS_PATH) =>
      await hook.app.request(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    entries: (): LogEntry[] => hook.lines.map((line) => JSON.parse(line)),
  };
}

/** The route alone, on receipts of the test's own. */
function createRoute(receipts: Receipts) {
  const runtime = createFakeRuntime();
  const entries: LogEntry[] = [];
  const log = (entry: LogEntry) => void entries.push(entry);
  const route = receiptsRoutes({ token: RECEIPTS_TOKEN, receipts, observe: () => {}, log, runtime });
  const app = createApp([route]);
  return {
    runtime,
    entries,
    push: async (...rows: unknown[]) =>
      await app.request(RECEIPTS_PATH, { method: "POST", body: JSON.stringify(rows) }),
  };
}

const SUCCESS = { code: 0, msg: "接收成功" };

describe("a push with the token", () => {
  test.each([RECEIPTS_PATH, `/receipts/${RECEIPTS_TOKEN}`, `/any-name/receipts/${RECEIPTS_TOKEN}`])(
    "is answered as the provider requires at the function's path, whatever its name: %s",
    async (path) => {
      const response = await (await createDoor()).push([smsReport()], path.replace("any-name", "otp"));
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(await response.json()).toEqual(SUCCESS);
    },
  );

  test("is a line of the log for every receipt, with the key of the request that it is about", async () => {
    const door = await createDoor();
    await door.push([smsReport(), globeReport({ Status: "2", ErrorCode: "UNDELIV" })]);
    expect(door.entries()).toMatchObject([
      {
        level: "info",
        event: "receipt",
        result: "delivered",
        code: "DELIVERED",
        key: KEY,
        receiptId: "900619746936498440^0",
        deliverySeconds: 7,
        ageSeconds: 3,
      },
      { level: "warn", event: "receipt", result: "undelivered", code: "UNDELIV", key: KEY },
    ]);
  });

  test("that comes again says so", async () => {
    const door = await createDoor();
    await door.push([smsReport()]);
    await door.push([smsReport()]);
    expect(door.entries().map(({ duplicate }) => duplicate)).toEqual([undefined, true]);
  });

  test.each([
    ["MOBILE_NOT_ON_SERVICE", "info", /the phone is off/, /关机/],
    ["MOBLLE_TERMINAL_ERROR", "info", /the phone itself/, /手机终端/],
    ["PORT_NOT_REGISTERED", "error", /not registered the signature/, /实名报备/],
    ["isv.SMS_SIGN_ILLEGAL", "error", /signature may not be used/, /签名被禁止/],
    ["IS_CLOSE", "warn", /channel was closed/, /通道被关闭/],
    ["MK:0001", "warn", /the carrier's own/, /运营商自有/],
  ])("that says %s has its level and what to do in both languages", async (err_code, level, en, zh) => {
    const door = await createDoor();
    await door.push([smsReport({ success: false, err_code })]);
    expect(door.entry()).toMatchObject({
      level,
      result: "undelivered",
      code: err_code,
      hint: expect.stringMatching(en),
      hint_zh: expect.stringMatching(zh),
    });
  });

  test("is taken without the rows that are no receipts, and the log counts them", async () => {
    const door = await createDoor();
    expect((await door.push([{ sms_size: "1" }, smsReport(), null])).status).toBe(200);
    expect(door.entries()).toMatchObject([
      { level: "warn", event: "receipts_unreadable", unreadable: 2, receipts: 1 },
      { event: "receipt", result: "delivered" },
    ]);
  });

  test("is taken when all its rows are another sender's, as the console's own test is", async () => {
    const door = await createDoor();
    expect((await door.push([smsReport({ out_id: "67890", biz_id: "12345" })])).status).toBe(200);
    expect(door.lines).toEqual([]);
  });

  test.each([
    ["no JSON", "<html>", 400],
    ["no list", "{}", 400],
    ["more than a megabyte", JSON.stringify([{ x: "x".repeat(MAX_PUSH_BYTES) }]), 413],
  ])("is refused where it is %s, with a line that says why", async (_, body, status) => {
    const door = await createDoor();
    expect((await door.push(body)).status).toBe(status);
    expect(door.entry()).toMatchObject({ level: "warn", reason: "request_refused", status });
  });

  test("comes with POST only", async () => {
    expect((await (await createDoor()).app.request(RECEIPTS_PATH)).status).toBe(405);
  });

  test("is told that it was not kept where the ledger fails, and is pushed again", async () => {
    const down = Object.assign(new Error("at 10.0.0.1, password x"), { code: "53300" });
    const route = createRoute({ receive: () => Promise.reject(down) });
    const response = await route.push(smsReport());
    expect(response.status).toBe(503);
    expect(await response.json()).not.toMatchObject({ code: 0 });
    expect(route.entries).toMatchObject([
      { level: "error", event: "receipts_not_kept", cause: "sqlstate_53300", receipts: 1 },
      { event: "receipt", kept: false },
    ]);
    expect(JSON.stringify(route.entries)).not.toContain("password");
  });

  test("is told so before the provider hangs up, when the ledger does not answer", async () => {
    const route = createRoute({ receive: () => new Promise(() => {}) });
    const answered = route.push(smsReport());
    await new Promise((resolve) => setImmediate(resolve));
    route.runtime.advance(600);
    expect((await answered).status).toBe(503);
    expect(route.entries[0]).toMatchObject({ cause: "timeout" });
  });
});

describe("a stranger", () => {
  const paths = ["/send-sms/receipts/guess", `/receipts/${RECEIPTS_TOKEN}x`, `${RECEIPTS_PATH}%20`];

  test.each(paths)("who does not know the token finds nothing at %s, nothing is taken", async (path) => {
    const door = await createDoor();
    const response = await door.push([smsReport()], path);
    expect(response.status).toBe(404);
    expect(door.entries()).toMatchObject([{ level: "warn", reason: "request_refused", status: 404 }]);
    expect(door.lines.join()).not.toContain("guess");
  });

  test("is answered alike where receipts are off", async () => {
    const [off, on] = [await createDoor({}), await createDoor()];
    const answers = await Promise.all([off.push([], RECEIPTS_PATH), on.push([], "/send-sms/receipts/guess")]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(await answers[0]?.text()).toBe(await answers[1]?.text());
  });

  test.each(["/send-sms/receipts", "/send-sms/receipts/", `${RECEIPTS_PATH}/more`, `/a/b${RECEIPTS_PATH}`])(
    "finds nothing at %s",
    async (path) => {
      expect((await (await createDoor()).push([smsReport()], path)).status).toBe(404);
    },
  );

  test("gets no code sent with the token in place of a signature", async () => {
    const door = await createDoor();
    for (const path of ["/send-sms", RECEIPTS_PATH]) await door.push(payloadOf(), path);
    expect(door.calls).toEqual([]);
  });
});

describe("the token", () => {
  test("is compared to its end, wherever the first difference is", () => {
    const expected = new Uint8Array(32).fill(7);
    const readsOf = (given: Uint8Array): number => {
      let reads = 0;
      const counted = new Proxy(given, {
        get(bytes, name) {
          if (/^\d+$/.test(String(name))) reads++;
          return Reflect.get(bytes, name, bytes);
        },
      });
      isSameBytes(counted, expected);
      return reads;
    };
    const differing = (at: number) => expected.with(at, 8);
    expect([readsOf(expected), readsOf(differing(0)), readsOf(differing(31))]).toEqual([32, 32, 32]);
  });

  test("is no other text, longer or shorter", () => {
    const isToken = createIsToken(RECEIPTS_TOKEN);
    expect(isToken(RECEIPTS_TOKEN)).toBe(true);
    fc.assert(fc.property(fc.string(), (text) => text === RECEIPTS_TOKEN || !isToken(text)));
    expect([RECEIPTS_TOKEN.slice(1), `${RECEIPTS_TOKEN}=`, ""].filter(isToken)).toEqual([]);
    expect(createIsToken(undefined)("")).toBe(false);
  });

  test("stands in no line, whatever happens, and neither does a number", async () => {
    const door = await createDoor();
    await door.push([smsReport({ biz_id: RECEIPTS_TOKEN, out_id: "" }), smsReport({ success: false })]);
    await door.push("<html>");
    await door.push([smsReport()], `${RECEIPTS_PATH}x`);
    await door.app.request(RECEIPTS_PATH);
    assertNothingLeaked(door.lines.join("\n"), {
      bodies: ['{"phone":"8613800138000"}'],
      secrets: [],
    });
    expect(door.lines.join("\n")).not.toContain(RECEIPTS_TOKEN);
  });
});

test("no body at all makes the route fail by itself, and none costs a good receipt", async () => {
  const taken: unknown[] = [];
  const route = createRoute({
    receive: (receipts) => {
      taken.push(...receipts);
      return Promise.resolve(receipts.length);
    },
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }),
      fc.nat(4),
      async (noise, at) => {
        taken.length = 0;
        expect((await route.push(...noise.toSpliced(at, 0, smsReport()))).status).toBe(200);
        expect(taken).toContainEqual(expect.objectContaining({ key: KEY, delivered: true }));
      },
    ),
  );
});
