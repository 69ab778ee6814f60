import { UsageError } from "../../command-line/usage-error.ts";
import { LOCAL_AUTH_PORT, LOCAL_INBOX_PORT, LOCAL_PUBLISHABLE_KEY } from "./local-supabase.ts";

export interface Connection {
  readonly supabaseUrl: string;
  readonly publishableKey: string;
  readonly isLocal: boolean;
  /** Where the SMS can be read, when this is the local world on its own ports. */
  readonly inbox: string | undefined;
}

type Env = { readonly [name: string]: string | undefined };

/** @throws {UsageError} If SUPABASE_URL is no address, or a key is missing for one that is not local. */
export function connectionOf(env: Env): Connection {
  const local = `http://127.0.0.1:${LOCAL_AUTH_PORT}`;
  const supabaseUrl = (env["SUPABASE_URL"] || local).replace(/\/+$/, "");
  if (!/^https?:/.test(supabaseUrl) || !URL.canParse(supabaseUrl)) {
    throw new UsageError(
      "Cannot use SUPABASE_URL: it reads https://<project>.supabase.co\n" +
        "SUPABASE_URL 无效：格式应为 https://<project>.supabase.co",
    );
  }
  const key = env["SUPABASE_PUBLISHABLE_KEY"] || env["SUPABASE_ANON_KEY"];
  const isLocal = ["127.0.0.1", "localhost"].includes(new URL(supabaseUrl).hostname);
  if (!key && !isLocal) {
    throw new UsageError(
      `Cannot connect to ${supabaseUrl}: SUPABASE_PUBLISHABLE_KEY is not set\n` +
        `无法连接 ${supabaseUrl}：未设置 SUPABASE_PUBLISHABLE_KEY`,
    );
  }
  return {
    supabaseUrl,
    publishableKey: key || LOCAL_PUBLISHABLE_KEY,
    isLocal,
    inbox: supabaseUrl === local ? `http://127.0.0.1:${LOCAL_INBOX_PORT}/_emulator/inbox` : undefined,
  };
}
