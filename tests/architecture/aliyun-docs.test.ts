import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/hook/config/config.ts";
import type { SmsApi } from "../../src/hook/sms/route.ts";
import { KINDS } from "../../src/operator/doctor/kinds/all.ts";
import { commandActions, commandsPolicy, functionPolicy } from "../../src/operator/ram-policy.ts";
import { codesIn, fencesIn, proseIn, rowsIn } from "../support/docs/markdown.ts";
import { ENV } from "../support/hook/config.ts";
import { readText } from "../support/hook/sources.ts";

const APIS: readonly SmsApi[] = ["dysmsapi", "dypnsapi", "globe"];
const jsonOf = (page: string) =>
  fencesIn(readText(page)).filter(({ language }) => language === "json").map(({ text }): unknown =>
    JSON.parse(text)
  );
const isPolicy = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "Statement" in value;

describe.each(["docs/aliyun.md", "docs/aliyun.zh-CN.md"])("%s", (page) => {
  test("gives each product's function, and the commands, the policy that the set-up prints", () => {
    expect(jsonOf(page).filter(isPolicy)).toEqual([...APIS.map(functionPolicy), commandsPolicy("dysmsapi")]);
  });

  test("lists for each command and product what it asks", () => {
    const rows = rowsIn(readText(page)).map((cells) => cells.map(codesIn))
      .filter(([command]) => command?.[0]?.startsWith("npm run "));
    const listed = Object.fromEntries(rows.map(([[command = ""] = [], ...apis]) => [command, apis]));
    expect(listed).toEqual(Object.fromEntries(
      (["setup", "doctor", "send-test", "receipts"] as const).map((command) => [
        `npm run ${command}`,
        APIS.map((api) => [...commandActions(command, api)]),
      ]),
    ));
  });

  test("shows routes that the function takes", () => {
    const routes = jsonOf(page).filter((value) => !isPolicy(value));
    expect(routes).toHaveLength(1);
    const config = readConfig({
      ...ENV,
      ALIYUN_SMS_API: "dypnsapi",
      ALIYUN_SMS_ROUTES: JSON.stringify(routes[0]),
    });
    expect(config.routes.slice(0, 2).map(({ params }) => params)).toEqual([{ min: "5" }, { min: "5" }]);
  });

  test("names findings that the doctor has", () => {
    const named = codesIn(proseIn(readText(page))).filter((code) => /^(sign|template|ram)_\w+$/.test(code));
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((code) => !(code in KINDS))).toEqual([]);
  });
});

describe("the other places that show a policy of the function's", () => {
  test.each(["README.md", "README.zh-CN.md"])("%s has the one of a signature of one's own", (page) => {
    expect(jsonOf(page).filter(isPolicy)).toEqual([functionPolicy("dysmsapi")]);
  });

  test("the role for Function Compute has it too", () => {
    expect(JSON.parse(readText("deploy/function-compute/role-policy.json"))).toEqual(
      functionPolicy("dysmsapi"),
    );
  });
});
