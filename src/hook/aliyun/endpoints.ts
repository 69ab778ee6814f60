import type { SmsApi } from "../sms/route.ts";

/** Regions with an endpoint of their own (Alibaba Cloud Help 68360; us-east-1 from the vendor's SDK). */
const DYSMSAPI_REGIONS = ["ap-southeast-1", "ap-southeast-5", "eu-central-1", "us-east-1"];
/** Where the 2018 API is served; the domestic host answers it with ServiceUnavailable (2679047). */
const GLOBE_REGIONS = ["ap-southeast-1", "ap-southeast-5", "eu-central-1"];

/** The public endpoint; every other region, those for finance and government too, uses the mainland's. */
export function publicEndpoint(api: SmsApi, region: string): string {
  if (api === "dypnsapi") return "https://dypnsapi.aliyuncs.com";
  if (api === "globe") {
    return `https://dysmsapi.${GLOBE_REGIONS.includes(region) ? region : "ap-southeast-1"}.aliyuncs.com`;
  }
  return `https://dysmsapi.${DYSMSAPI_REGIONS.includes(region) ? `${region}.` : ""}aliyuncs.com`;
}

/**
 * Whether a host can serve an API. One of Alibaba Cloud's serves its own product only, and the 2018 API abroad only;
 * any other (a proxy, the emulator) may serve all.
 */
export function servesApi(origin: string, api: SmsApi): boolean {
  const { hostname } = new URL(origin);
  if (!hostname.endsWith(".aliyuncs.com")) return true;
  if (hostname.startsWith("dypnsapi")) return api === "dypnsapi";
  if (api === "globe") return GLOBE_REGIONS.some((region) => hostname.includes(region));
  return api === "dysmsapi";
}

export const VERSION: Record<SmsApi, string> = {
  dysmsapi: "2017-05-25",
  dypnsapi: "2017-05-25",
  globe: "2018-05-01",
};
