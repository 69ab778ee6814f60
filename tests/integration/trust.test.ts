import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";
import { FIRST_SECRET, SECOND_SECRET, signAsAuth } from "../support/hook/signing.ts";

let aliyun: AliyunEmulator;
let hook: HookProcess;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  hook = await startHook(processEnv(aliyun.url));
});
beforeEach(() => aliyun.reset());
afterAll(async () => {
  await hook.stop();
  await aliyun.close();
});

const ask = (path: string, init: RequestInit) => fetch(hook.url + path, init);

describe("nothing is sent", () => {
  const body = signupBody();
  const signed = signAsAuth(body, { id: randomUUID() });
  const without = (name: string) =>
    Object.fromEntries(Object.entries(signed).filter(([key]) => key !== name));

  const forged: [string, RequestInit, number][] = [
    ["without any signature", { method: "POST", headers: { "content-type": "application/json" }, body }, 401],
    ["without an id", { method: "POST", headers: without("webhook-id"), body }, 401],
    [
      "with an empty signature",
      { method: "POST", headers: { ...signed, "webhook-signature": "" }, body },
      401,
    ],
    ["with a stranger's signature", {
      method: "POST",
      headers: signAsAuth(body, { secrets: [SECOND_SECRET] }),
      body,
    }, 401],
    ["with an altered body", { method: "POST", headers: signed, body: body.replace("8613", "8615") }, 401],
    [
      "six minutes late",
      { method: "POST", headers: signAsAuth(body, { at: Date.now() - 360_000 }), body },
      401,
    ],
    [
      "six minutes early",
      { method: "POST", headers: signAsAuth(body, { at: Date.now() + 360_000 }), body },
      401,
    ],
    ["for another method", { method: "PUT", headers: signed, body }, 405],
    ["for another type", { method: "POST", headers: { ...signed, "content-type": "text/plain" }, body }, 415],
  ];
  test.each(forged)("%s, on any path", async (_, init, status) => {
    for (const path of ["/send-sms", "/", "/sms_sender"]) expect((await ask(path, init)).status).toBe(status);
    expect(aliyun.requests()).toEqual([]);
  });

  test.each(["/send-sms/1", "/health", "/health/1", "/a/b"])("for the path %s", async (path) => {
    const response = await ask(path, { method: "POST", headers: signed, body });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(aliyun.requests()).toEqual([]);
  });
});

test("health says nothing but that it is up, and which code it is", async () => {
  const response = await ask("/health", {});
  expect([response.status, await response.json()])
    .toEqual([200, { status: "ok", version: expect.stringMatching(/^\d+\.\d+\.\d+$/), commit: "unknown" }]);
});

test.each([
  ["a country that is not allowed", { phone: "85291234567" }, 422, "sms_recipient_not_allowed"],
  [
    "a North American number that looks like a mainland one",
    { phone: "13105551234" },
    422,
    "sms_recipient_not_allowed",
  ],
  ["a number that no phone has", { phone: "861380013800" }, 422, "sms_recipient_invalid"],
])("%s is refused without asking the provider", async (_, changes, http_code, reason) => {
  const { status, body } = await hook.send(signupBody("v2.196.0", changes));
  expect([status, body]).toEqual([200, {
    error: { http_code, message: expect.stringMatching(`^${reason}: `) },
  }]);
  expect(aliyun.requests()).toEqual([]);
});

test("a number that Auth leaves to the app's metadata is never taken from there", async () => {
  const body = JSON.parse(signupBody("v2.177.0", { phone: "8613800138002" }));
  body.user.user_metadata = { phone: "8613900139000", new_phone: "8613900139000" };
  body.user.identities[0].identity_data.phone = "8613900139000";
  await hook.send(JSON.stringify(body));
  expect(aliyun.messages().map(({ phone }) => phone)).toEqual(["+8613800138002"]);
});

test("a secret is rotated, old → both → new, without one failed request", async () => {
  for (
    const [configured, signing] of [
      [FIRST_SECRET, [FIRST_SECRET]],
      [`${SECOND_SECRET}|${FIRST_SECRET}`, [FIRST_SECRET]],
      [`${SECOND_SECRET}|${FIRST_SECRET}`, [SECOND_SECRET, FIRST_SECRET]],
      [`${SECOND_SECRET}|${FIRST_SECRET}`, [SECOND_SECRET]],
      [SECOND_SECRET, [SECOND_SECRET]],
    ] as const
  ) {
    const rotating = await startHook({ ...processEnv(aliyun.url), SEND_SMS_HOOK_SECRETS: configured });
    expect(await rotating.send(signupBody(), { secrets: signing })).toMatchObject({ status: 200, body: {} });
    await rotating.stop();
  }
});
