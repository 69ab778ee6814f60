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
  test.each(Object.entries(flows))("%s: whatever the hook answers, the app hears the truth", (_, cells) => {
    const failures = Object.entries(cells).flatMap(([answer, { client }]) =>
      client ? [{ answer, client }] : []
    );
    expect(failures).not.toEqual([]);
    for (const { answer, client } of failures) {
      for (const locale of ["en", "zh-CN"]) {
        const cell = `the hook answers ${answer}, in ${locale}`;
        const { code, text } = explainSmsError(client, locale);
        expect(code, cell).toBe(expectedOf(client));
        expect(text, cell).not.toContain(client.message);
        expect(text, cell).not.toMatch(/hook|https?:|probe|unmarshal|undefined|发送过于频繁/i);
      }
    }
  });

  const reasons = Object.entries(HOOK_REASONS) as [Reason, typeof HOOK_REASONS[Reason]][];
  const heard = Object.entries(flows).filter(([flow]) =>
    flow !== "mfa_first_factor" && !(release.endsWith("2.158.1") && flow === "resend_signup")
  );
  const swallows = /2\.(177|186)\.0/.test(release);

  test.each(heard)("%s lets every reason through", (_, cells) => {
    for (const [reason, { httpCode, codedStatus }] of reasons) {
      const answer = swallows ? `${codedStatus} error body` : `200 error ${httpCode}`;
      const shown = cells[answer]?.client;
      // The recorded hook said "sms_probe: the reason"; ours says its own.
      const message = shown?.message.replace("sms_probe", reason);
      expect(problemOf({ ...shown, message }), `${reason}, by ${answer}`).toMatchObject({
        code: reason,
        actor: REASONS[reason].actor,
      });
    }
  });
});
