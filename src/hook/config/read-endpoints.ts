import { publicEndpoint, servesApi } from "../aliyun/endpoints.ts";
import type { SmsApi } from "../sms/route.ts";
import type { EnvReader } from "./env-reader.ts";

/** What a route may say of its own. */
export interface OwnPlace {
  region: string | undefined;
  endpoint: string | undefined;
}

/** @returns where an API is asked: the route's own place, else what the single variables say */
export function readEndpoints(reader: EnvReader): (api: SmsApi, own?: OwnPlace) => string {
  const region = reader.text("region") ?? "cn-hangzhou";
  if (!isRegion(region)) {
    reader.report("region", "must be a region id such as cn-hangzhou", "必须是地域 ID，例如 cn-hangzhou");
  }
  const text = reader.text("endpoint");
  const override = text === undefined ? undefined : originOf(text);
  if (text !== undefined && override === undefined) {
    reader.report(
      "endpoint",
      "must be an http(s) URL without path, query or user, such as https://dysmsapi.aliyuncs.com",
      "必须是不带路径、参数和用户名的 http(s) 地址，例如 https://dysmsapi.aliyuncs.com",
    );
  }
  return function endpointOf(api, own) {
    if (own?.endpoint !== undefined) return own.endpoint;
    // A proxy or the emulator stands in the way of every route, whatever region it names.
    const stands = override !== undefined && servesApi(override, api) &&
      (own?.region === undefined || !override.endsWith(".aliyuncs.com"));
    return stands ? override : publicEndpoint(api, own?.region ?? region);
  };
}

/** Also of the clouds for finance and government: cn-shanghai-finance-1, cn-north-2-gov-1. */
export const isRegion = (text: string): boolean => /^[a-z]{2}(-[a-z]+|-\d+)+$/.test(text);

/** @returns the origin of an http(s) URL that says nothing more */
export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, search, hash, pathname, origin } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !search && !hash && pathname === "/" ? origin : undefined;
}
