import { describe, expect, it } from "vitest";
import { AuthError } from "../../../src/emulator/gotrue/wire/auth-error.ts";
import { errorAnswer } from "../../../src/emulator/gotrue/wire/error-response.ts";
import { goJson, sortedMap } from "../../../src/emulator/gotrue/wire/go-json.ts";
import { goJsonError } from "../../../src/emulator/gotrue/wire/go-json-error.ts";
import { goDurationMs, goTime } from "../../../src/emulator/gotrue/wire/go-time.ts";

describe("JSON as Go writes it", () => {
  it("escapes what HTML and JavaScript could stumble over", () => {
    expect(goJson({ a: "<&>\u2028" })).toBe('{"a":"\\u003c\\u0026\\u003e\\u2028"}');
  });

  it("sorts the keys of a map at every depth", () => {
    expect(JSON.stringify(sortedMap({ b: [{ z: 1, a: 2 }], a: null }))).toBe(
      '{"a":null,"b":[{"a":2,"z":1}]}',
    );
  });
});

describe("goJsonError()", () => {
  it.each([
    ["", "unexpected end of JSON input"],
    ['{"phone":', "unexpected end of JSON input"],
    ['{"phone":}', "invalid character '}' looking for beginning of value"],
    ["{phone:1}", "invalid character 'p' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
    ["[1 2]", "invalid character '2' after array element"],
    ["{} x", "invalid character 'x' after top-level value"],
    ["nil", "invalid character 'i' in literal null (expecting 'u')"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ["\u009e", "invalid character '\\u009e' looking for beginning of value"],
  ])("says of %j: %s", (text, message) => {
    expect(goJsonError(text)).toBe(message);
  });
});

describe("Go's times and durations", () => {
  it("are RFC 3339 without trailing zeros", () => {
    expect(goTime(Date.UTC(2026, 7, 20, 9, 0, 0, 120))).toBe("2026-08-20T09:00:00.12Z");
    expect(goTime(Date.UTC(2026, 7, 20, 9, 0, 0))).toBe("2026-08-20T09:00:00Z");
    expect(goTime(Date.UTC(2026, 7, 20, 9, 0, 10))).toBe("2026-08-20T09:00:10Z");
  });

  it.each([["60s", 60_000], ["1ms", 1], ["1m30s", 90_000], ["1.5h", 5_400_000], ["60", undefined], [
    "",
    undefined,
  ]])(
    "read %j as %s milliseconds",
    (text, ms) => {
      expect(goDurationMs(text)).toBe(ms);
    },
  );
});

describe("errorAnswer()", () => {
  const profile = { errorCodeHeader: true };
  const modern = { apiVersion: "2024-01-01", requestId: "r-1" };
  const old = { apiVersion: undefined, requestId: "r-1" };

  it("has the form that the app's API version asks for", () => {
    const error = new AuthError(500, "unexpected_failure", "no");
    expect(JSON.parse(errorAnswer(error, modern, profile).body)).toEqual({
      code: "unexpected_failure",
      message: "no",
    });
    expect(JSON.parse(errorAnswer(error, old, profile).body)).toEqual({
      code: 500,
      error_code: "unexpected_failure",
      msg: "no",
      error_id: "r-1",
    });
  });

  it("carries the code in a header, save where the hook reported an error without one", () => {
    const header = (error: AuthError) => errorAnswer(error, modern, profile).headers["x-sb-error-code"];
    expect(header(new AuthError(403, "bad_jwt", "no"))).toBe("bad_jwt");
    expect(header(new AuthError(422, "", "no"))).toBeUndefined();
  });
});
