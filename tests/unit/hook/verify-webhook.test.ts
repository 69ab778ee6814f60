import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { createVerifyWebhook, signaturesIn } from "../../../src/hook/gotrue/verify-webhook.ts";
import { configOf } from "../../support/hook/config.ts";
import { type Recording, recordingOf, recordings } from "../../support/hook/recordings.ts";
import { FIRST_SECRET, SECOND_SECRET, signAsAuth } from "../../support/hook/signing.ts";

const BODY = '{"user":{"phone":"8613800138000"},"sms":{"otp":"024680"}}';

/** Secrets as an operator writes them, the headers as they arrive. */
function verify(
  secrets: readonly string[],
  body: string,
  { id, timestamp, signature }: { id: string; timestamp: string; signature: string },
) {
  const { hookSecrets } = configOf({ SEND_SMS_HOOK_SECRETS: secrets.join("|") });
  const verifyWebhook = createVerifyWebhook(hookSecrets);
  const verified = verifyWebhook({ raw: body, id, timestamp, signatures: signaturesIn(signature) });
  if (verified instanceof Promise) throw new Error("Cannot compare: only large bodies are verified later");
  return verified;
}

function signed(body: string, secrets: readonly string[]) {
  const headers = signAsAuth(body, { secrets });
  return {
    id: headers["webhook-id"],
    timestamp: headers["webhook-timestamp"],
    signature: headers["webhook-signature"],
  };
}

describe("recorded requests", () => {
  test("there are twelve of each of five releases, each signed with two secrets", () => {
    expect(recordings).toHaveLength(60);
    expect(recordings.every(({ secrets }) => secrets.length === 2)).toBe(true);
  });

  test.each(recordings)(
    "$release $scenario is accepted by each of its two secrets",
    (recording) => {
      for (const secret of recording.secrets) {
        expect(verify([secret], recording.body, recording)).toEqual({ ok: true, value: undefined });
      }
      expect(verify(recording.secrets, recording.body, recording).ok).toBe(true);
      expect(verify([FIRST_SECRET], recording.body, recording).ok).toBe(false);
    },
  );

  test("any one altered character of a body is noticed", () => {
    const one = fc.constantFrom(...recordings);
    fc.assert(fc.property(one, fc.nat(), fc.constantFrom("0", "x", " "), (recording, at, other) => {
      const i = at % recording.body.length;
      fc.pre(recording.body[i] !== other);
      const altered = recording.body.slice(0, i) + other + recording.body.slice(i + 1);
      expect(verify(recording.secrets, altered, recording).ok).toBe(false);
    }));
  });
});

describe("a vector made with Go's implementation", () => {
  const vector = {
    id: "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
    timestamp: "1787216400",
    signature:
      "v1,Th+x+ukosQzjlaZGnt3DxUmdSZ8DV9RF8+b/j8S6gNA=, v1,A3UD1i85XqDuI6sQXOa3wUnoR2fAw7eM3rz7dmnrZp4=",
  };
  const secrets = [
    "v1,whsec_VGhpcyBpcyBhbiBleGFtcGxlIG9mIGEgc2hvcnRlciBCYXNlNjQgc3RyaW5n",
    "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
  ];
  const body =
    '{"metadata":{"uuid":"8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e","time":"2026-08-20T09:00:00.123456789Z",' +
    '"name":"send-sms","ip_address":"203.0.113.7"},"user":{"id":"6481a5c1-3d37-4a56-9f6a-bee08c554965",' +
    '"phone":"8613800138000"},"sms":{"otp":"012345","phone":"8613800138000"}}';

  test("is accepted with either of its secrets, in either order of the signatures", () => {
    const turned = vector.signature.split(", ").reverse().join(", ");
    for (const secret of secrets) {
      // The configuration refuses secrets of public examples, as these are.
      const verifyVector = createVerifyWebhook([secret.replace("v1,whsec_", "")]);
      for (const header of [vector.signature, turned]) {
        expect(verifyVector({ raw: body, ...vector, signatures: signaturesIn(header) }))
          .toEqual({ ok: true, value: undefined });
      }
    }
  });
});

describe("secrets", () => {
  const base64 = FIRST_SECRET.slice("v1,whsec_".length);

  test.each([FIRST_SECRET, `whsec_${base64}`, `v1,${base64}`, base64, ` ${FIRST_SECRET} `])(
    "%j is the same secret in any notation",
    (notation) => expect(verify([notation], BODY, signed(BODY, [FIRST_SECRET])).ok).toBe(true),
  );

  test("one of several secrets is enough, in any order of secrets and signatures", () => {
    for (const known of [[FIRST_SECRET, SECOND_SECRET], [SECOND_SECRET, FIRST_SECRET]]) {
      for (const used of [[FIRST_SECRET], [SECOND_SECRET], [FIRST_SECRET, SECOND_SECRET], known]) {
        expect(verify(known, BODY, signed(BODY, used)).ok).toBe(true);
      }
    }
  });

  test("a rotation from old over both to new fails no request, whichever side moves first", () => {
    const [old, both, now] = [[FIRST_SECRET], [FIRST_SECRET, SECOND_SECRET], [SECOND_SECRET]];
    const steps = [[old, old], [both, old], [both, both], [both, now], [now, now], [old, both], [now, both]];
    for (const [hook, auth] of steps) {
      expect(verify(hook ?? [], BODY, signed(BODY, auth ?? [])).ok).toBe(true);
    }
    expect(verify(now, BODY, signed(BODY, old))).toEqual({
      ok: false,
      error: "no secret matches the signature",
    });
  });
});

describe("what is refused", () => {
  test.each(["v1", "v1,", ",", "v2,AAAA", "v1a,AAAA", "garbage", "v1,%%%", " ", "v1,\u4e2d"])(
    "the signature %j, without an exception",
    (signature) => {
      const result = verify([FIRST_SECRET], BODY, { ...signed(BODY, [FIRST_SECRET]), signature });
      expect(result.ok).toBe(false);
    },
  );

  test("a signature of another request's id or timestamp", () => {
    const headers = signed(BODY, [FIRST_SECRET]);
    const later = String(Number(headers.timestamp) + 1);
    expect(verify([FIRST_SECRET], BODY, { ...headers, id: "another" }).ok).toBe(false);
    expect(verify([FIRST_SECRET], BODY, { ...headers, timestamp: later }).ok).toBe(false);
  });

  test("never with a cause that repeats what was sent", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", minLength: 8 }), (text) => {
      const result = verify([FIRST_SECRET], text, { id: text, timestamp: text, signature: text });
      expect(result.ok ? "" : result.error).not.toContain(text);
      expect(result.ok).toBe(false);
    }));
  });
});

describe("beside the standard's own library", () => {
  const bare = (secret: string) => secret.replace("v1,whsec_", "");
  const secretsOf = fc.subarray([FIRST_SECRET, SECOND_SECRET], { minLength: 1 });
  const separator = fc.constantFrom(" ", ", ", "  ", " v2,AAAA ", " v1, ");
  const damage = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.slice(1),
    (text) => text.toUpperCase(),
    (text) => text.replaceAll("v1,", "v1a,"),
    (text) => text.replace("=", ""),
    (text) => ` ${text} `,
  );

  /** The library has several secrets as several verifiers, and reads the real clock. */
  function libraryAccepts(
    secrets: readonly string[],
    raw: string,
    headers: ReturnType<typeof signed>,
  ): boolean {
    const { id, timestamp, signature } = headers;
    return secrets.some((secret) => {
      try {
        new Webhook(bare(secret)).verify(
          raw,
          { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature },
          { jsonParse: false },
        );
        return true;
      } catch {
        return false;
      }
    });
  }

  test("the verdict is the same for any body, secrets, form of the header and damage to it", () => {
    const body = fc.string({ unit: "binary", maxLength: 300 });
    let accepted = 0;
    fc.assert(
      fc.property(body, secretsOf, secretsOf, separator, damage, (raw, known, used, between, damaged) => {
        const headers = signed(raw, used);
        headers.signature = damaged(headers.signature.split(", ").join(between));
        const verdict = verify(known, raw, headers).ok;
        expect(verdict).toBe(libraryAccepts(known, raw, headers));
        if (verdict) accepted++;
      }),
      { numRuns: 500 },
    );
    // Of both kinds there are many.
    expect(accepted).toBeGreaterThan(50);
    expect(accepted).toBeLessThan(450);
  });
});

describe("the text as received", () => {
  const escaped =
    '{"user":{"user_metadata":{"name":"\\u003cb\\u003e \\u0026 \\u4e2d"}},"sms":{"otp":"024680"}}';

  test("is verified with its escapes as Go writes them", () => {
    expect(verify([FIRST_SECRET], escaped, signed(escaped, [FIRST_SECRET])).ok).toBe(true);
  });

  test("is not the same once it has been parsed and written again", () => {
    const rewritten = JSON.stringify(JSON.parse(escaped));
    expect(verify([FIRST_SECRET], rewritten, signed(escaped, [FIRST_SECRET])).ok).toBe(false);
  });

  test("is accepted whatever it holds, because a signature is not a parser", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (body) => {
      expect(verify([FIRST_SECRET], body, signed(body, [FIRST_SECRET, SECOND_SECRET])).ok).toBe(true);
    }));
  });

  test("is not changed by the verifier's own reading of a recording", () => {
    const { body }: Recording = recordingOf("v2.158.1", "phone_change_add");
    expect(Buffer.byteLength(body)).toBe(1175);
  });
});

describe("a large body", () => {
  const LARGE = JSON.stringify({ user_metadata: { picture: "验".repeat(70_000) }, sms: { otp: "024680" } });
  const { hookSecrets } = configOf({ SEND_SMS_HOOK_SECRETS: `${FIRST_SECRET}|${SECOND_SECRET}` });
  const verifyWebhook = createVerifyWebhook(hookSecrets);
  const verifyLarge = (raw: string, { signature, ...stamps }: ReturnType<typeof signed>) =>
    verifyWebhook({ raw, ...stamps, signatures: signaturesIn(signature) });

  test.each([[[FIRST_SECRET]], [[SECOND_SECRET]], [[SECOND_SECRET, FIRST_SECRET]]])(
    "is accepted by any of its secrets (%#)",
    async (secrets) => {
      expect(await verifyLarge(LARGE, signed(LARGE, secrets))).toEqual({
        ok: true,
        value: undefined,
      });
    },
  );

  test("is refused with one character altered, and with a signature of another", async () => {
    const altered = LARGE.replace("024680", "024681");
    const refused = { ok: false, error: "no secret matches the signature" };
    expect(await verifyLarge(altered, signed(LARGE, [FIRST_SECRET]))).toEqual(refused);
    expect(await verifyLarge(LARGE, signed(BODY, [FIRST_SECRET]))).toEqual(refused);
  });
});
