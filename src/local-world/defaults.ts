import { DEFAULT_CONSOLE_PORT } from "../console/default-port.ts";
import { LOCAL_AUTH_PORT, LOCAL_INBOX_PORT } from "../demo/terminal/local-supabase.ts";

export interface Ports {
  readonly page: number;
  readonly auth: number;
  readonly hook: number;
  readonly aliyun: number;
  readonly console: number;
}

/** `npm run demo` looks for Auth and the inbox here without being told. */
export const DEFAULT_PORTS: Ports = {
  page: 3000,
  auth: LOCAL_AUTH_PORT,
  hook: 8000,
  aliyun: LOCAL_INBOX_PORT,
  console: DEFAULT_CONSOLE_PORT,
};

export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;

/** Not the number of the printed example, which would have to wait a minute for its second SMS. */
export const FIRST_NUMBER = "+8613800000001";
export const ANOTHER_NUMBER = "+8613800138000";
