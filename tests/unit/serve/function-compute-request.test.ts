import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFunctionComputeRequest, withRequestId } from "../../../src/serve/function-compute-request.ts";

const KEY = {
  "x-fc-access-key-id": "STS.id",
  "x-fc-access-key-secret": "secret",
  "x-fc-security-token": "token",
};
const read = (headers: Record<string, string>) => readFunctionComputeRequest(new Headers(headers));

describe("the key of a request", () => {
  test("is read from the three headers that the platform sets together", () => {
    expect(read(KEY).credentials)
      .toEqual({ accessKeyId: "STS.id", accessKeySecret: "secret", securityToken: "token" });
  });

  test.each(Object.keys(KEY))("is none without %s, for no send could be signed with the rest", (missing) => {
    expect(read({ ...KEY, [missing]: "" }).credentials).toBeUndefined();
  });
});

describe("the id of a request", () => {
  test("joins the line of the log, and leaves it one object in JSON", () => {
    const { id } = read({ "x-fc-request-id": "1-67a0c1d2-15f0c9a1-0123456789ab" });
    expect(JSON.parse(withRequestId('{"event":"send_sms"}', id)))
      .toEqual({ event: "send_sms", fcRequestId: "1-67a0c1d2-15f0c9a1-0123456789ab" });
  });

  test("is left out where there is none", () => {
    expect(withRequestId('{"event":"start"}', read({}).id)).toBe('{"event":"start"}');
  });

  test("cannot break or forge a line, whatever the header holds", () => {
    const header = fc.string().filter((text) => /^[\x20-\x7e]*$/.test(text));
    fc.assert(fc.property(header, (text) => {
      const line = withRequestId('{"event":"send_sms"}', read({ "x-fc-request-id": text }).id);
      const entry = JSON.parse(line);
      expect(Object.keys(entry)).toEqual("fcRequestId" in entry ? ["event", "fcRequestId"] : ["event"]);
      expect(line).not.toContain("\n");
    }));
  });
});
