import { describe, expect, test } from "vitest";
import { answerStyle, type AuthVersion } from "../../../src/hook/gotrue/answer-style.ts";
import { parsePayload } from "../../../src/hook/gotrue/parse-payload.ts";
import { type Reason, REASONS } from "../../../src/hook/gotrue/reasons.ts";
import { type Reply, replyTo, SUCCESS } from "../../../src/hook/gotrue/reply.ts";
import { rejected } from "../../support/hook/examples.ts";
import {
  recordedAnswers,
  type RecordedRelease,
  recordingOf,
  RELEASES,
} from "../../support/hook/recordings.ts";

/** A failure for every reason, as the provider or the policy would make it. */
const FAILURES = {
  sms_recipient_not_allowed: { reason: "recipient_not_allowed", cause: "country" },
  sms_recipient_invalid: { reason: "recipient_invalid", cause: "not_e164" },
  sms_rate_limited: { reason: "rate_limited", rule: "per_number 1/60s", retryAfterSeconds: 60 },
  sms_destination_ambiguous: { reason: "destination_ambiguous" },
  sms_sending_disabled: { reason: "sending_disabled" },
  sms_misconfigured: { reason: "no_route" },
  sms_provider_unavailable: { reason: "rejected", outcome: rejected("provider_unavailable") },
  sms_internal: { reason: "bug", cause: "an exception" },
} as const satisfies Record<Reason, unknown>;
const reasons = Object.keys(REASONS) as Reason[];

/** Where Auth itself puts a text of its own in place of every failure of a hook. */
const HIDDEN_BY_AUTH = (release: RecordedRelease, flow: string) =>
  flow === "mfa_first_factor" || (release === "v2.158.1" && flow === "resend_signup");

const FLOWS = Object.keys(recordedAnswers("v2.196.0"));

function replyOf(release: RecordedRelease, flow: string, reason: Reason, version?: AuthVersion): Reply {
  const request = parsePayload(recordingOf(release, flow).body);
  if (!request.ok) throw new Error(request.error);
  return replyTo(FAILURES[reason], answerStyle(request.value, version), "en");
}

/** What a real server of this release made of such an answer. */
function recordedFor(release: RecordedRelease, flow: string, { status, body }: Reply) {
  const name = status === 200 ? `200 error ${JSON.parse(body).error.http_code}` : `${status} error body`;
  const recorded = recordedAnswers(release)[flow]?.[name];
  if (!recorded) throw new Error(`Cannot find how ${release} ended ${flow} after "${name}"`);
  return recorded;
}

const cells = RELEASES.flatMap((release) => FLOWS.map((flow) => ({ release, flow })));

describe("a failure is a failure for the app, and a success a success", () => {
  test("in all seven flows of five releases", () => expect(cells).toHaveLength(35));

  test.each(cells)("$release $flow", ({ release, flow }) => {
    for (const reason of reasons) {
      const { client, wire, userRow, attempts } = recordedFor(release, flow, replyOf(release, flow, reason));
      expect(client, reason).not.toBeNull();
      expect(wire.status, reason).toBeGreaterThanOrEqual(400);
      // The code that was not sent does not leave a user behind, and Auth does not ask again.
      expect(userRow ?? 0, reason).toBe(0);
      expect(attempts, reason).toBe(1);
    }
    const unsigned = replyTo({ reason: "signature_invalid", cause: "no secret matches" }, "coded", "en");
    expect(recordedFor(release, flow, unsigned).client, "without a signature").not.toBeNull();
    const success = `200 ${JSON.stringify(SUCCESS)}`;
    expect(recordedAnswers(release)[flow]?.[success], success).toMatchObject({ attempts: 1, client: null });
  });
});

describe("what the app can read", () => {
  const heard = cells.filter(({ release, flow }) => !HIDDEN_BY_AUTH(release, flow));

  test.each(heard.filter(({ release }) => release === "v2.196.0"))(
    "$release $flow: the status and the message of the hook",
    ({ release, flow }) => {
      for (const reason of reasons) {
        const { client } = recordedFor(release, flow, replyOf(release, flow, reason));
        expect(client, reason).toMatchObject({
          status: REASONS[reason].httpCode,
          message: "sms_probe: the reason",
        });
      }
    },
  );

  test.each(heard.filter(({ release }) => release === "v2.177.0" || release === "v2.186.0"))(
    "$release $flow: the number of the reason",
    ({ release, flow }) => {
      for (const reason of reasons) {
        const { client } = recordedFor(release, flow, replyOf(release, flow, reason));
        expect(client?.message, reason).toBe(
          `Unexpected status code returned from hook: ${REASONS[reason].codedStatus}`,
        );
      }
    },
  );

  test.each(
    [
      ["v2.158.1", [2, 158]],
      ["v2.173.0", [2, 173]],
    ] as const,
  )("%s: the message, where GOTRUE_VERSION names the release", (release, version) => {
    for (const { flow } of heard.filter((cell) => cell.release === release)) {
      for (const reason of reasons) {
        const blind = recordedFor(release, flow, replyOf(release, flow, reason));
        expect(blind.client?.message, `${flow}, ${reason}`).not.toContain("sms_probe");
        const named = recordedFor(release, flow, replyOf(release, flow, reason, version));
        expect(named.client, `${flow}, ${reason}`).toMatchObject({
          status: REASONS[reason].httpCode,
          message: "sms_probe: the reason",
        });
      }
    }
  });

  test.each(cells.filter(({ release }) => release === "v2.177.0" || release === "v2.186.0"))(
    "$release $flow: never an envelope, which this release takes for a success, whatever is configured",
    ({ release, flow }) => {
      expect(recordedAnswers(release)[flow]?.["200 error 422"]?.client).toBeNull();
      const versions: (AuthVersion | undefined)[] = [undefined, [2, 174], [2, 177], [2, 186], [2, 187], [
        2,
        196,
      ]];
      for (const version of versions) {
        expect(replyOf(release, flow, "sms_internal", version).status, `${version}`).toBe(477);
      }
    },
  );
});
