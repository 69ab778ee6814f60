import { describe, expect, test } from "vitest";
import { readRequest } from "../../../src/hook/http/read-request.ts";
import { createFakeRuntime, NOON } from "../../support/hook/runtime.ts";
import { signAsAuth } from "../../support/hook/signing.ts";

const BODY = '{"user":{},"sms":{}}';

/** A body that says whether anybody read it, and never ends. */
function endless() {
  const state = { read: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.read = true;
      controller.enqueue(new TextEncoder().encode("{"));
      return new Promise(() => {});
    },
  }, { highWaterMark: 0 });
  return { state, stream };
}

const requestOf = (changes: Record<string, string>, body: string | ReadableStream<Uint8Array> = BODY) =>
  new Request("http://hook.example/send-sms", {
    method: "POST",
    headers: { ...signAsAuth(BODY, { at: NOON }), ...changes },
    body,
    ...(typeof body === "string" ? {} : { duplex: "half" as const }),
  });

describe("readRequest()", () => {
  test("hands the headers and the bytes on as they came, with the timestamp as a number", async () => {
    const headers = signAsAuth(BODY, { at: NOON });
    expect(await readRequest(requestOf({}), createFakeRuntime())).toEqual({
      ok: true,
      value: {
        raw: BODY,
        id: headers["webhook-id"],
        timestamp: headers["webhook-timestamp"],
        signatures: [headers["webhook-signature"]],
        signedAtSeconds: NOON / 1000,
      },
    });
  });

  test.each([
    ["no signature's form", { "webhook-signature": "v1,c2hvcnQ=" }, "headers are malformed"],
    ["another version", { "webhook-signature": `v2,${"A".repeat(43)}=` }, "headers are malformed"],
    ["a timestamp that is no number", { "webhook-timestamp": "soon" }, "headers are malformed"],
    ["a timestamp in ms", { "webhook-timestamp": `${NOON}` }, "headers are malformed"],
    [
      "an old timestamp",
      { "webhook-timestamp": `${NOON / 1000 - 302}` },
      "timestamp is more than 5 minutes off",
    ],
    [
      "one of tomorrow",
      { "webhook-timestamp": `${NOON / 1000 + 86_400}` },
      "timestamp is more than 5 minutes off",
    ],
    ["an empty one", { "webhook-timestamp": "" }, "webhook headers are missing or empty"],
  ])("refuses %s without reading the body", async (_, changes, cause) => {
    const { state, stream } = endless();
    const read = await readRequest(requestOf(changes, stream), createFakeRuntime());
    expect(read).toEqual({ ok: false, error: { reason: "signature_invalid", cause } });
    expect(state.read).toBe(false);
  });

  test.each([[-300, true], [-301, false], [300, true], [301, false]])(
    "a timestamp %i seconds from now: accepted is %s",
    async (seconds, accepted) => {
      const changes = { "webhook-timestamp": `${NOON / 1000 + seconds}` };
      expect((await readRequest(requestOf(changes), createFakeRuntime())).ok).toBe(accepted);
    },
  );

  test("hands every signature on that the header holds, and nothing else of it", async () => {
    const [one, two] = [`v1,${"A".repeat(43)}=`, `v1,${"B".repeat(43)}=`];
    const signature = `${one}, v2,${"C".repeat(43)}= xv1,${"D".repeat(43)}= ${two} v1,%%%`;
    const read = await readRequest(requestOf({ "webhook-signature": signature }), createFakeRuntime());
    expect(read).toMatchObject({ ok: true, value: { signatures: [one, two] } });
  });

  test.each([
    ["first", `v1,${"A".repeat(43)}= v1,%%%`],
    ["after another of Auth's, joined by comma and space", `v1a,AAAA, v1,${"A".repeat(43)}=`],
  ])("takes a signature that stands %s", async (_, signature) => {
    const read = await readRequest(requestOf({ "webhook-signature": signature }), createFakeRuntime());
    expect(read.ok).toBe(true);
  });

  test("gives up a body that does not come", async () => {
    const runtime = createFakeRuntime();
    const reading = readRequest(requestOf({}, endless().stream), runtime);
    await runtime.sleep(3_000);
    expect(await reading).toMatchObject({ ok: false, error: { reason: "request_refused", status: 408 } });
  });
});
