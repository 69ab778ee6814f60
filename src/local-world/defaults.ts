import { SignJWT } from "jose";
import { LOCAL_JWT_SECRET } from "../emulator/gotrue/settings.ts";

export const NEWEST_RELEASE = "2.196";

export interface Ports {
  readonly page: number;
  readonly auth: number;
  readonly hook: number;
  readonly aliyun: number;
}

/** 54321 is where `supabase start` has its API, so an app's local settings fit. */
export const DEFAULT_PORTS: Ports = { page: 3000, auth: 54_321, hook: 8000, aliyun: 4010 };

export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;

/** Not the number of the printed example, which would have to wait a minute for its second SMS. */
export const FIRST_NUMBER = "+8613800000001";

/** The well-known anon key of every local Supabase: the same on each start, and good for nothing else. */
export function localPublishableKey(): Promise<string> {
  return new SignJWT({ iss: "supabase-demo", role: "anon", exp: 1_983_812_996 })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(LOCAL_JWT_SECRET));
}
