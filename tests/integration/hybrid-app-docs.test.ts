import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { composeCall } from "../../src/hook/aliyun/compose-call.ts";
import { fencesIn } from "../support/docs/markdown.ts";
import { filesOf, typeErrorsOf } from "../support/docs/typecheck.ts";
import { configOf } from "../support/hook/config.ts";
import { messageOf } from "../support/hook/examples.ts";
import { readText } from "../support/hook/sources.ts";

const english = readText("docs/hybrid-app.md");
const chinese = readText("docs/hybrid-app.zh-CN.md");
const files = filesOf(fencesIn(english));

/** The files with one of them changed; the change must be one. */
function broken(name: string, from: string, to: string): Map<string, string> {
  const text = files.get(name) ?? "";
  expect(text).toContain(from);
  return new Map(files).set(name, text.replace(from, to));
}

describe("the two languages of the hybrid app document", () => {
  test("have the same code to the letter, comments too: an app copies it from either", () => {
    expect(fencesIn(chinese)).toEqual(fencesIn(english));
  });

  test("mark as many statements as not verified", () => {
    const unverifiedIn = (text: string) => text.match(/\*\*(?:not verified|未验证)[.。]?\*\*/gi)?.length;
    expect(unverifiedIn(english)).toBeGreaterThan(5);
    expect(unverifiedIn(chinese)).toBe(unverifiedIn(english));
  });
});

describe("the code of the hybrid app document", () => {
  test("covers session, life cycle, sign-in and WebOTP", () => {
    expect([...files.keys()]).toEqual([
      "device-storage.ts",
      "supabase.ts",
      "supabase-secure.ts",
      "app-lifecycle.ts",
      "sign-in.ts",
      "code-from-sms.ts",
    ]);
  });

  test("type-checks with the real client and the real supabase-js", async () => {
    expect(await typeErrorsOf(files)).toEqual([]);
  });

  test("is refused when a storage lacks a method that supabase-js calls", async () => {
    const errors = await typeErrorsOf(broken("device-storage.ts", "  removeItem:", "  deleteItem:"));
    expect(errors).toContainEqual(expect.stringMatching(/^supabase\.ts.*TS\d+.*SupportedStorage/));
    expect(errors).toContainEqual(expect.stringMatching(/^sign-in\.ts.*TS\d+.*removeItem/));
  });

  test("is refused when it calls what this client does not have", async () => {
    const errors = await typeErrorsOf(broken("sign-in.ts", "phoneAuth.verifyCode(", "phoneAuth.checkCode("));
    expect(errors).toContainEqual(expect.stringMatching(/^sign-in\.ts.*TS\d+.*checkCode/));
  });
});

describe("the text with @domain #code of the hybrid app document", () => {
  const environment = fencesIn(english).find(({ text }) => text.includes("ALIYUN_SMS_ROUTES"))?.text ?? "";

  test("reaches the international API with the code in both places, the bound line last", () => {
    const [route] = configOf(parsed(environment)).routes;
    if (route === undefined) throw new Error("Cannot compose: the document's variables give no route");
    const { action, params } = composeCall(messageOf({ route }));
    expect(action).toBe("SendMessageToGlobe");
    expect(params.Message).toBe("024680 is your Example code.\n\n@example.com #024680");
  });

  test.each([["without quotes", ""], ["in double quotes", '"']])("is not read %s", (_, quote) => {
    const [line = ""] = /^ALIYUN_SMS_ROUTES=.*$/m.exec(environment) ?? [];
    const text = line.replaceAll("'", quote);
    expect(() => JSON.parse(parsed(text).ALIYUN_SMS_ROUTES ?? "")).toThrow(SyntaxError);
  });
});

const parsed = (environment: string): Record<string, string> =>
  Object.fromEntries(Object.entries(parseEnv(environment)).map(([name, value]) => [name, value ?? ""]));
