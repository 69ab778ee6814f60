import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { FLOWS } from "../support/auth/flows.ts";
import { formOf } from "../support/auth/form.ts";
import { accept } from "../support/auth/hook-stub.ts";
import { hookRequests, RECORDED_RELEASES, restCases } from "../support/auth/recordings.ts";
import { replayRest } from "../support/auth/rest-replay.ts";
import { RECORDED_SECRETS, startTestAuth } from "../support/auth/world.ts";

describe.each(RECORDED_RELEASES)("The Auth emulator as %s", (release) => {
  it("answers the REST surface as it was recorded, field for field", async () => {
    const cases = restCases(release);
    const recorded = new Map(cases);
    for await (const [name, played] of replayRest(release, cases)) {
      const wanted = recorded.get(name);
      const seen = { ...played, headers: pick(played.headers, Object.keys(wanted?.response.headers ?? {})) };
      expect(formOf(seen), name).toEqual(formOf({ ...wanted?.response, hookCalls: wanted?.hookCalls }));
    }
  });

  it.each(hookRequests(release))(
    "asks the hook as it was recorded: $scenario",
    async ({ scenario, request }) => {
      const auth = await startTestAuth(release);
      try {
        const flow = await FLOWS[scenario]?.(auth);
        auth.hook.answerWith(accept);
        expect((await flow?.act())?.error).toBeNull();
        expect(auth.hook.calls).toHaveLength(1);
        const [call] = auth.hook.calls;
        expect(headerForms(call?.headers ?? {})).toEqual(headerForms(request.headers));
        // As text: Go writes fields in a fixed order and maps sorted.
        expect(JSON.stringify(formOf(JSON.parse(call?.body ?? "")))).toBe(
          JSON.stringify(formOf(JSON.parse(request.body))),
        );
        for (const secret of RECORDED_SECRETS) {
          const headers = Object.fromEntries(
            Object.entries(call?.headers ?? {}).map(([k, v]) => [k, String(v)]),
          );
          expect(() => new Webhook(secret.slice("v1,".length)).verify(call?.body ?? "", headers)).not
            .toThrow();
        }
        expect((await flow?.finish(auth.hook.lastCode()))?.error).toBeNull();
      } finally {
        await auth.close();
      }
    },
  );
});

const pick = (headers: { readonly [name: string]: string }, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, headers[name]]));

/** Which headers there are counts, and the value of each that does not change by itself. */
function headerForms(headers: { readonly [name: string]: string | string[] | undefined }) {
  const varying = ["host", "content-length", "webhook-signature", "webhook-timestamp"];
  return Object.fromEntries(
    Object.entries(headers).map((
      [name, value],
    ) => [name, varying.includes(name) ? "<varies>" : formOf(value)]),
  );
}
