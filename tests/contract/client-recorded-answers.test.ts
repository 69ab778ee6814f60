import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explainSmsError, problemOf, type Reason, REASONS } from "../../src/client/index.ts";
import { REASONS as HOOK_REASONS } from "../../src/hook/gotrue/reasons.ts";

type Shown = { name: string; status: number; code?: string; message: string };
type Cells = Record<string, { client: Shown | null }>;
type Answers = { release: string; flows: Record<string, Cells> };

const folder = new URL("../fixtures/auth/answers/", import.meta.url);
const recorded: Answers[] = readdirSync(folder).map((file) =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8"))
);

/** What a truthful client can say at most, written down apart from the client's tables. */
function expectedOf({ code, message }: Shown): string {
  const coded = /^Unexpected status code returned from hook: 47([0-7])$/.exec(message)?.[1];
  if (coded !== undefined) return Object.keys(HOOK_REASONS)[Number(coded)] ?? "";
  if (code?.startsWith("hook_timeout")) return "hook_timeout";
  return message === "Unable to process request" ? "sms_resend_failed" : "sms_not_sent";
}

test("five releases are recorded", () => expect(recorded).toHaveLength(5));

describe.each(recorded)("Auth $release", ({ release, flows }) => {
  const failures = Object.entries(flows).flatMap(([flow, cells]) =>
    Object.entries(cells).flatMap(([answer, { client }]) => client ? [{ flow, answer, client }] : [])
  );

  test.each(failures)("$flow, hook answers $answer", ({ client }) => {
    for (const locale of ["en", "zh-CN"]) {
      const { code, text } = explainSmsError(client, locale);
      expect(code).toBe(expectedOf(client));
      expect(text).not.toContain(client.message);
      expect(text).not.toMatch(/hook|https?:|probe|unmarshal|undefined|发送过于频繁/i);
    }
  });

  const reasons = Object.entries(HOOK_REASONS) as [Reason, typeof HOOK_REASONS[Reason]][];
  const inTransaction = Object.keys(flows).filter((flow) =>
    flow !== "mfa_first_factor" && !(release.endsWith("2.158.1") && flow === "resend_signup")
  );
  const swallows = /2\.(177|186)\.0/.test(release);

  test.each(reasons)("%s arrives in every flow that lets it through", (reason, { httpCode, codedStatus }) => {
    for (const flow of inTransaction) {
      const answer = swallows ? `${codedStatus} error body` : `200 error ${httpCode}`;
      const shown = flows[flow]?.[answer]?.client;
      // The recorded hook said "sms_probe: the reason"; ours says its own.
      const message = shown?.message.replace("sms_probe", reason);
      expect(problemOf({ ...shown, message }), flow).toMatchObject({
        code: reason,
        actor: REASONS[reason].actor,
      });
    }
  });
});
