import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  type FaultInput,
} from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";

/** What the app hears; `success` is a 200 with an empty object. */
type Heard = "success" | { http_code: number; reason: string };

const refused = (http_code: number, reason: string): Heard => ({ http_code, reason });
const CASES: [string, FaultInput, Heard][] = [
  [
    "refuses the number",
    { kind: "code", code: "isv.MOBILE_NUMBER_ILLEGAL" },
    refused(422, "sms_recipient_invalid"),
  ],
  [
    "has it on a blacklist",
    { kind: "code", code: "isv.BLACK_KEY_CONTROL_LIMIT" },
    refused(422, "sms_recipient_not_allowed"),
  ],
  [
    "limits the number",
    { kind: "code", code: "isv.BUSINESS_LIMIT_CONTROL" },
    refused(429, "sms_rate_limited"),
  ],
  ["has no balance", { kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" }, refused(424, "sms_misconfigured")],
  [
    "knows no such sign",
    { kind: "code", code: "isv.SMS_SIGNATURE_ILLEGAL" },
    refused(424, "sms_misconfigured"),
  ],
  ["denies the address", { kind: "code", code: "isv.DENY_IP_RANGE" }, refused(424, "sms_misconfigured")],
  ["fails inside", { kind: "code", code: "isp.SYSTEM_ERROR" }, refused(424, "sms_provider_unavailable")],
  [
    "throttles the account",
    { kind: "code", code: "Throttling.User" },
    refused(424, "sms_provider_unavailable"),
  ],
  ["throttles once", { kind: "code", code: "Throttling.User", times: 1 }, "success"],
  ["saw the nonce before", { kind: "code", code: "SignatureNonceUsed" }, "success"],
  ["gives no code", { kind: "no-code" }, refused(424, "sms_provider_unavailable")],
  ["answers 502 in HTML", { kind: "html", status: 502 }, "success"],
  ["answers garbage", { kind: "garbage" }, "success"],
  ["breaks off inside its answer", { kind: "truncated" }, "success"],
  ["resets before it accepted", { kind: "reset" }, "success"],
  ["resets after it accepted", { kind: "reset", when: "after" }, "success"],
  ["hangs before it accepted", { kind: "hang" }, "success"],
  ["hangs after it accepted", { kind: "hang", when: "after" }, "success"],
];

// Side by side, because most of the time goes to waiting for a provider that hangs; each has its own world.
describe.concurrent.each(["fetch", "pop-core"])("with the transport %s, when the provider", (transport) => {
  let aliyun: AliyunEmulator;
  let hook: HookProcess;
  beforeAll(async () => {
    aliyun = await createAliyunEmulator();
    hook = await startHook({ ...processEnv(aliyun.url), ALIYUN_TRANSPORT: transport });
  });
  beforeEach(() => aliyun.reset());
  afterAll(async () => {
    expect(await hook.stop()).toBe(0);
    await aliyun.close();
  });

  test.sequential.each(CASES)("%s, the app hears it", async (_, fault, heard) => {
    aliyun.setFault(fault);
    const { status, body, ms } = await hook.send(signupBody());
    expect(status).toBe(200);
    if (heard === "success") expect(body).toEqual({});
    else {
      const message = expect.stringMatching(new RegExp(`^${heard.reason}: \\S`));
      expect(body).toEqual({ error: { http_code: heard.http_code, message } });
    }
    expect(ms).toBeLessThan(4_500);
    expect(aliyun.messages().length).toBeLessThanOrEqual(1);
    expect((await fetch(`${hook.url}/health`)).status).toBe(200);
  });

  test.sequential("cannot be reached, the app hears that nothing was sent", async () => {
    const { url } = aliyun;
    await aliyun.close();
    const { body } = await hook.send(signupBody());
    expect(JSON.stringify(body)).toContain("sms_provider_unavailable: ");
    aliyun = await createAliyunEmulator({ port: Number(new URL(url).port) });
  });
});

describe("with SMS_ON_UNCONFIRMED=refuse", () => {
  test("an unreadable answer is an error", async () => {
    const aliyun = await createAliyunEmulator();
    const hook = await startHook({ ...processEnv(aliyun.url), SMS_ON_UNCONFIRMED: "refuse" });
    aliyun.setFault({ kind: "reset", when: "after" });
    expect(await hook.send(signupBody("v2.186.0"))).toMatchObject({ status: 476 });
    await hook.stop();
    await aliyun.close();
  });
});
