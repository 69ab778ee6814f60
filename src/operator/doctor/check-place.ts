import type { Config } from "../../hook/config/config.ts";
import { type Finding, finding } from "./finding.ts";

/** Platforms whose functions run outside the mainland. */
const ABROAD =
  /(^|\.)(supabase\.(co|in|red)|functions\.supabase\.co|deno\.(dev|net)|workers\.dev|vercel\.app|netlify\.app|fly\.dev|fcapp\.run)$/;
/** Regions of Function Compute stand in its host names: `…ap-southeast-1.fcapp.run`. */
const FUNCTION_COMPUTE_MAINLAND = /\.cn-(?!hongkong)[a-z0-9-]+\.fcapp\.run$/;

/** Whether mainland numbers would be sent from where Alibaba Cloud does not take them. */
export function checkPlace(url: string, { routes, policy }: Config): Finding[] {
  if (!URL.canParse(url)) return [];
  const { hostname } = new URL(url);
  if (!ABROAD.test(hostname) || FUNCTION_COMPUTE_MAINLAND.test(hostname)) return [];
  const toMainland = routes.find(({ when }) => when.countries === undefined || when.countries.includes("CN"));
  const sendsThere = policy.allowedCountries === "*" || policy.allowedCountries.has("CN");
  const refused = sendsThere && toMainland?.api === "dysmsapi" &&
    new URL(toMainland.endpoint).hostname.endsWith(".aliyuncs.com");
  return refused ? [finding("place_refused", hostname)] : [];
}
