import fc from "fast-check";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { VARIABLES } from "../../../src/hook/config/variables.ts";
import type { Answers } from "../../../src/operator/setup/answers.ts";
import { envText } from "../../../src/operator/setup/env-text.ts";
import { readEnvFile } from "../../../src/operator/doctor/read-env-file.ts";

const names = Object.values(VARIABLES).flat();
const plain = fc.stringMatching(/^[A-Za-z0-9+/=_,:.-]{1,40}$/);
const read = (text: string) => readEnvFile(".env", Buffer.from(text));

test("a file without quirks is read as Node reads it, and has no finding", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), plain, { minKeys: 1 }), (variables) => {
      const text = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`).join("");
      expect(read(`# of a test\n\n${text}`)).toEqual({ env: parseEnv(text), findings: [] });
    }),
  );
});

test("no line of any file makes it throw, or shows what may be a secret", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.tuple(fc.constantFrom(...names), fc.constantFrom("=", " = ", "＝", ": ", ""), fc.string())
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const secret = "HUNTER2OFTHEOWNER";
      const { findings } = read([...lines, secret, `SEND_SMS_HOOK_SECRET ${secret}`].join("\n"));
      expect(JSON.stringify(findings)).not.toContain(secret);
    }),
  );
});

test("what the set-up writes has no quirk, whatever the sign and template are called", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }).filter((text) => !/['\p{Cc}]/u.test(text)), (sign) => {
      const answers: Answers = {
        authAt: "hosted",
        numbers: "both",
        countries: "CN,HK",
        api: "dysmsapi",
        accessKeyId: "LTAI5tExample",
        accessKeySecret: "Example/Secret+of=the.key",
        sign,
        template: "SMS_1",
        params: { number: "{code}" },
        codeMinutes: 10,
        hookSecret: "v1,whsec_dW5pdCB0ZXN0IGhvb2sgc2VjcmV0LCB0aGUgZmlyc3Q=",
        functionUrl: "https://project.example/send-sms",
        endpoint: undefined,
      };
      const { env, findings } = read(envText(answers));
      expect(findings).toEqual([]);
      expect(env).toMatchObject({
        SEND_SMS_HOOK_SECRETS: answers.hookSecret,
        ALIYUN_SMS_SIGN_NAME: sign,
        ALIYUN_SMS_TEMPLATE_PARAMS: '{"number":"{code}"}',
        SMS_CODE_MINUTES: "10",
      });
    }),
  );
});

test("a value may hold what ends a line for JavaScript alone", () => {
  for (const separator of ["\u2028", "\u2029"]) {
    const { env, findings } = read(`ALIYUN_SMS_SIGN_NAME='a${separator}b'\nSMS_CODE_MINUTES=5\n`);
    expect(findings).toEqual([]);
    expect(env).toEqual({ ALIYUN_SMS_SIGN_NAME: `a${separator}b`, SMS_CODE_MINUTES: "5" });
  }
});
