import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explainSmsError, type ProblemCode } from "../../src/client/index.ts";
import type { FaultInput } from "../../src/emulator/aliyun/index.ts";
import { FLOWS } from "../support/auth/flows.ts";
import type { AuthWorld } from "../support/auth/world.ts";
import { startWholeWorld, type WholeWorld } from "../support/whole-world.ts";

const RELEASES = [
  "2.158.1",
  "2.170.0",
  "2.173.0",
  "2.177.0",
  "2.180.0",
  "2.186.0",
  "2.189.0",
  "2.196.0",
] as const;
/** Before 2.180 the payload of these does not say the number. */
const UNSAID = ["phone_change_resend", "otp_after_abandoned_change"];

/** What the provider does, and what the app should understand where its release lets it. */
const BEHAVIOURS: [string, FaultInput | undefined, ProblemCode | undefined][] = [
  ["accepts", undefined, undefined],
  ["refuses the number", { kind: "code", code: "isv.MOBILE_NUMBER_ILLEGAL" }, "sms_recipient_invalid"],
  ["limits the number", { kind: "code", code: "isv.BUSINESS_LIMIT_CONTROL" }, "sms_rate_limited"],
  ["has no balance", { kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" }, "sms_misconfigured"],
  ["fails inside", { kind: "code", code: "isp.SYSTEM_ERROR" }, "sms_provider_unavailable"],
  ["gives no code", { kind: "no-code" }, "sms_provider_unavailable"],
  ["accepts and resets", { kind: "reset", when: "after" }, undefined],
  ["accepts and answers garbage", { kind: "garbage", when: "after" }, undefined],
];

let world: WholeWorld;
beforeAll(async () => {
  world = await startWholeWorld();
});
afterAll(() => world.close());

describe.each(RELEASES)("Auth %s", (release) => {
  let auth: AuthWorld;
  beforeAll(async () => {
    auth = await world.auth(release);
  });
  const minor = Number(release.split(".")[1]);

  /** The problem that the app can tell on this release; `undefined` where it should hear of none. */
  function heard(flow: string, problem: ProblemCode | undefined): ProblemCode | undefined {
    if (problem === undefined) return undefined;
    if (flow.startsWith("mfa")) return "sms_not_sent";
    if (minor >= 174) return problem;
    return minor < 160 && flow.includes("resend") ? "sms_resend_failed" : "sms_not_sent";
  }

  describe.each(Object.keys(FLOWS))("%s", (name) => {
    test.each(BEHAVIOURS)("when Alibaba Cloud %s, the app hears the truth", async (_, fault, problem) => {
      const flow = await FLOWS[name]?.(auth);
      if (!flow) throw new Error(`Cannot find the flow ${name}`);
      world.aliyun.clearMessages();
      if (fault) world.aliyun.setFault(fault);
      const { error } = await flow.act();
      world.aliyun.clearFaults();

      const unsaid = minor < 180 && UNSAID.includes(name);
      const wanted = heard(name, unsaid ? "sms_destination_ambiguous" : problem);
      expect(error && explainSmsError(error, "en").code).toBe(wanted ?? null);
      const sent = world.aliyun.messages();
      const arrives = !unsaid && (fault === undefined || "when" in fault);
      expect(sent.map(({ phone }) => phone)).toEqual(arrives ? [flow.phone] : []);
      if (arrives) expect((await flow.finish(auth.hook.lastCode())).error).toBeNull();
    });
  });
});
