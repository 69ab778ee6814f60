import type { SmsApi } from "../sms/route.ts";

export interface Endpoints {
  dysmsapi: string;
  dypnsapi: string;
  globe: string;
}

/** Regions with an endpoint of their own (Alibaba Cloud Help 68360; us-east-1 from the vendor's SDK). */
const DYSMSAPI_REGIONS = ["ap-southeast-1", "ap-southeast-5", "eu-central-1", "us-east-1"];
/** Where the 2018 API is served; the domestic host answers it with ServiceUnavailable (2679047). */
const GLOBE_REGIONS = ["ap-southeast-1", "ap-southeast-5", "eu-central-1"];

/** @param override an origin in place of all public endpoints: VPC, proxy, emulator */
export function endpointsOf(region: string, override: string | undefined): Endpoints {
  if (override) return { dysmsapi: override, dypnsapi: override, globe: override };
  const globe = GLOBE_REGIONS.includes(region) ? region : "ap-southeast-1";
  return {
    dysmsapi: `https://dysmsapi.${DYSMSAPI_REGIONS.includes(region) ? `${region}.` : ""}aliyuncs.com`,
    dypnsapi: "https://dypnsapi.aliyuncs.com",
    globe: `https://dysmsapi.${globe}.aliyuncs.com`,
  };
}

export const VERSION: Record<SmsApi, string> = {
  dysmsapi: "2017-05-25",
  dypnsapi: "2017-05-25",
  globe: "2018-05-01",
};
