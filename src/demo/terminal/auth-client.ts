import type * as SupabaseJs from "@supabase/supabase-js";

export type AuthClient = InstanceType<typeof SupabaseJs.AuthClient>;

/**
 * supabase-js's `supabase.auth`, with a session that lives as long as the process. The whole client would
 * also want a WebSocket, which Node has from 22 on only.
 */
export async function createAuthClient(supabaseUrl: string, publishableKey: string): Promise<AuthClient> {
  const { AuthClient } = await loadSupabaseJs();
  return new AuthClient({
    url: `${supabaseUrl.replace(/\/+$/, "")}/auth/v1`,
    headers: { apikey: publishableKey, Authorization: `Bearer ${publishableKey}` },
    persistSession: true,
    storage: memoryStorage(),
    autoRefreshToken: false,
    detectSessionInUrl: false,
  });
}

/** On Node 20, which this repository supports, supabase-js greets with a warning about Node 20. */
async function loadSupabaseJs() {
  const { warn } = console;
  // deno-lint-ignore no-console -- supabase-js has no other way to be quiet
  console.warn = () => {};
  try {
    return await import("@supabase/supabase-js");
  } finally {
    // deno-lint-ignore no-console -- as above
    console.warn = warn;
  }
}

function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}
