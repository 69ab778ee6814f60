import { type Endpoints, endpointsOf } from "../aliyun/endpoints.ts";
import type { Credentials } from "../aliyun/transport.ts";
import { type Address, readAddress } from "./read-address.ts";
import { type LedgerConfig, readLedger } from "./read-ledger.ts";
import { readLimits } from "./read-limits.ts";
import { readPolicy } from "./read-policy.ts";
import { readRoutes } from "./read-routes.ts";
import { readHookSecrets } from "./read-hook-secrets.ts";
import { ConfigError, createEnvReader, type EnvReader } from "./env-reader.ts";
import type { AuthVersion } from "../gotrue/answer-style.ts";
import type { Limits } from "../ledger/limits.ts";
import type { Policy } from "../sms/decide.ts";
import type { BareNumbers } from "../sms/phone-number.ts";
import type { Route } from "../sms/route.ts";
import type { Env } from "./variables.ts";

export interface Config extends LedgerConfig {
  /** Base64, without prefixes. */
  hookSecrets: readonly string[];
  credentials: Credentials;
  endpoints: Endpoints;
  transport: "fetch" | "pop-core";
  routes: readonly Route[];
  policy: Policy;
  bareNumbers: BareNumbers;
  limits: Limits;
  maxConcurrentSends: number;
  onUnconfirmed: "accept" | "refuse";
  onLedgerDown: "refuse" | "send";
  authVersion: AuthVersion | undefined;
  address: Address;
}

/**
 * Environment → Config, once, at start.
 * @throws {ConfigError} If anything is missing or does not fit; it names every problem and shows no value.
 */
export function readConfig(env: Env): Config {
  const reader = createEnvReader(env);
  const bareNumbers = reader.choice("bareNumbers", ["refuse", "CN"]);
  const policy = readPolicy(reader, bareNumbers);
  const hookSecrets = readHookSecrets(reader);
  const config: Config = {
    hookSecrets,
    credentials: readCredentials(reader),
    endpoints: readEndpoints(reader),
    transport: reader.choice("transport", ["fetch", "pop-core"]),
    routes: readRoutes(reader, policy),
    policy,
    bareNumbers,
    limits: readLimits(reader),
    ...readLedger(reader, hookSecrets),
    maxConcurrentSends: reader.integer("maxConcurrentSends", { min: 1, max: 10_000, byDefault: 200 }),
    onUnconfirmed: reader.choice("onUnconfirmed", ["accept", "refuse"]),
    onLedgerDown: reader.choice("onLedgerDown", ["refuse", "send"]),
    authVersion: readAuthVersion(reader),
    address: readAddress(reader),
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

function readCredentials(reader: EnvReader): Credentials {
  return {
    accessKeyId: reader.required(
      "accessKeyId",
      "create an access key for a RAM user that may only send SMS",
      "请为仅有发送短信权限的 RAM 用户创建 AccessKey",
    ),
    accessKeySecret: reader.required(
      "accessKeySecret",
      "it is shown once, when the access key is created",
      "创建 AccessKey 时仅显示一次，请妥善保存后填写",
    ),
    securityToken: reader.text("securityToken"),
  };
}

function readEndpoints(reader: EnvReader): Endpoints {
  const region = reader.text("region") ?? "cn-hangzhou";
  if (!/^[a-z]{2}-[a-z]+(-\d+)?$/.test(region)) {
    reader.report("region", "must be a region id such as cn-hangzhou", "必须是地域 ID，例如 cn-hangzhou");
  }
  const override = reader.text("endpoint");
  const url = override === undefined || !URL.canParse(override) ? undefined : new URL(override);
  const usable = url && /^https?:$/.test(url.protocol) && !url.username && !url.search &&
    url.pathname === "/";
  if (override !== undefined && !usable) {
    reader.report(
      "endpoint",
      "must be an http(s) URL without path, query or user, such as https://dysmsapi.aliyuncs.com",
      "必须是不带路径、参数和用户名的 http(s) 地址，例如 https://dysmsapi.aliyuncs.com",
    );
  }
  return endpointsOf(region, usable ? url.origin : undefined);
}

function readAuthVersion(reader: EnvReader): AuthVersion | undefined {
  const value = reader.text("authVersion");
  if (value === undefined) return undefined;
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(value) ?? [];
  if (major !== undefined && minor !== undefined) return [Number(major), Number(minor)];
  return reader.report(
    "authVersion",
    "must be a release of Auth such as 2.177.0 (GET /auth/v1/health shows it), or be removed",
    "必须是 Auth 的版本号，例如 2.177.0（可通过 GET /auth/v1/health 查看），否则请删除该变量",
  );
}
