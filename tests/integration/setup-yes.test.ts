import fc from "fast-check";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { readEnvFile } from "../../src/operator/doctor/read-env-file.ts";
import { countriesOf } from "../../src/operator/setup/countries.ts";
import { runSetupHere } from "../support/setup/run-command.ts";

let aliyun: AliyunEmulator;
let folder: string;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => {
  aliyun.reset();
  folder = mkdtempSync(join(tmpdir(), "setup-yes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => aliyun.close());

const into = { bundle: () => Promise.resolve(""), migrations: () => Promise.resolve([]) };
const run = (args: readonly string[], env: Record<string, string> = {}) => runSetupHere(args, into, env);
const flags = () => [
  "--yes",
  "--auth",
  "hosted",
  "--numbers",
  "mainland",
  "--api",
  "dysmsapi",
  "--access-key-id",
  DEFAULT_ACCESS_KEY_ID,
  "--sign",
  DEFAULT_SIGN_NAME,
  "--template",
  DOMESTIC_TEMPLATE_CODE,
  "--endpoint",
  aliyun.url,
  "--env-file",
  join(folder, ".env"),
];
const secret = { ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEFAULT_ACCESS_KEY_SECRET };

test("asks nothing and writes the file, once", async () => {
  expect((await run(flags(), secret)).code).toBe(0);
  const text = readFileSync(join(folder, ".env"), "utf8");
  expect(readEnvFile(".env", Buffer.from(text))).toMatchObject({
    env: { ALIYUN_SMS_SIGN_NAME: DEFAULT_SIGN_NAME, ALIYUN_SMS_TEMPLATE_CODE: DOMESTIC_TEMPLATE_CODE },
    findings: [],
  });
  expect(await run(flags(), secret)).toMatchObject({ code: 1, out: expect.stringContaining("--force") });
  expect(readFileSync(join(folder, ".env"), "utf8")).toBe(text);
});

test.each([["--auth", "--auth"], ["--sign", "--sign"], ["--access-key-id", "--access-key-id"]])(
  "names %s where it is missing, and writes nothing",
  async (flag) => {
    const all = flags();
    all.splice(all.indexOf(flag), 2);
    // Without the key no list can be asked for, so the signature's own name is what is missing.
    aliyun.setFault({ kind: "code", code: "isp.RAM_PERMISSION_DENY", action: "QuerySmsSignList" });
    expect(await run(all, secret)).toMatchObject({
      code: 2,
      out: expect.stringContaining(`${flag} is not set`),
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

test("names everything that is missing at once, and nothing else, and asks nobody", async () => {
  const names = ["--auth", "--numbers", "--api", "--access-key-id", "--sign", "--template"];
  await fc.assert(
    fc.asyncProperty(fc.subarray(names, { minLength: 1 }), fc.boolean(), async (left, withSecret) => {
      const given = flags().filter((_, i, all) =>
        !left.includes(all[i] ?? "") && !left.includes(all[i - 1] ?? "")
      );
      const { code, out } = await run(given, withSecret ? secret : {});
      expect(code).toBe(2);
      const named = /^Cannot set up with --yes: (.*) (?:is|are) not set/.exec(out)?.[1]?.split(", ").sort();
      expect(named).toEqual([...left, ...withSecret ? [] : ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]].sort());
    }),
    { numRuns: 40 },
  );
  expect(aliyun.requests()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["a product without signatures", ["--auth", "hosted", "--numbers", "abroad", "--api", "globe"], [
    "--countries",
  ]],
  ["numbers in the mainland and elsewhere", ["--auth", "rds", "--numbers", "both", "--api", "dysmsapi"], [
    "--countries",
    "--sign",
    "--template",
  ]],
])("for %s it names what that needs", async (_what, given, names) => {
  const { out } = await run(["--yes", ...given, "--access-key-id", DEFAULT_ACCESS_KEY_ID], secret);
  expect(out).toContain(`--yes: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} not set /`);
});

test("names the variable of the secret, which is no flag", async () => {
  expect(await run(flags())).toMatchObject({
    code: 2,
    out: expect.stringContaining("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set"),
  });
});

test("refuses a word that a flag does not take", async () => {
  expect(await run(["--auth", "moon"])).toMatchObject({
    code: 2,
    out: expect.stringContaining("--auth must be one of"),
  });
});

describe("is refused at its line", () => {
  test.each<[string, string[], RegExp]>([
    [
      "a product that does not reach the numbers",
      ["--numbers", "both", "--api", "dypnsapi"],
      /^--api dypnsapi does not reach/,
    ],
    [
      "the international product for the mainland",
      ["--numbers", "mainland", "--api", "globe"],
      /^--api globe does not reach/,
    ],
    ["a country that is none", ["--countries", "HK,ZZ"], /^--countries: ZZ is no ISO code/],
    [
      "a key id with the ellipsis of a page",
      ["--access-key-id", "LTAI…"],
      /^--access-key-id must be letters/,
    ],
    ["a temporary key id", ["--access-key-id", "STS.abc"], /^--access-key-id is of a temporary key/],
    ["an address that is none", ["--function-url", "notaurl"], /^--function-url must be an address/],
  ])("%s", async (_, args, said) => {
    const { code, out } = await run(["--yes", ...args]);
    expect(code).toBe(2);
    expect(out).toMatch(said);
    expect(out).toMatch(/用法见 npm run setup -- --help/);
  });
});

describe("what the function would not start with is not written", () => {
  test.each<[string, string, string, RegExp]>([
    [
      "a secret with an ellipsis",
      "",
      "abc…",
      /^ALIBABA_CLOUD_ACCESS_KEY_SECRET holds a blank or a character/m,
    ],
    ["an id for a secret", "", "LTAI5tExample", /^ALIBABA_CLOUD_ACCESS_KEY_SECRET holds an access key id/m],
    ["a template that is none", "--template", "123…", /^ALIYUN_SMS_TEMPLATE_CODE /m],
    ["a signature in a page's brackets", "--sign", "【】", /^ALIYUN_SMS_SIGN_NAME /m],
    ["an endpoint that is none", "--endpoint", "nowhere…", /^ALIYUN_SMS_ENDPOINT /m],
  ])("%s", async (_what, flag, value, said) => {
    const given = flag === "" ? flags() : [...flags(), flag, value];
    const env = flag === "" ? { ALIBABA_CLOUD_ACCESS_KEY_SECRET: value } : secret;
    const { code, out } = await run(given, env);
    expect({ code, files: readdirSync(folder) }).toEqual({ code: 1, files: [] });
    expect(out).toContain("was not written, for the function does not start with these answers:");
    expect(out).toMatch(said);
    if (flag === "") expect(out).not.toContain(value);
  });
});

test("numbers in both places allow the mainland beside the countries that are named", () => {
  expect(countriesOf("both", "hk, SG,hk")).toBe("CN,HK,SG");
  expect(countriesOf("abroad", "HK")).toBe("HK");
});

test("without a terminal nobody is asked, and a sentence says what to do", async () => {
  const { code, out } = await run([]);
  expect(code).toBe(2);
  expect(out).toMatch(/^Cannot ask: this is no terminal[^]*--yes[^]*无法提问/);
});
