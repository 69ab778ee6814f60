import type { SupabaseClient } from "@supabase/supabase-js";
import { expectTypeOf } from "vitest";
import {
  type AuthHolder,
  type CountdownStorage,
  createPhoneAuth,
  type Outcome,
  type PhoneAuth,
  type SmsProblem,
} from "../../src/client/index.ts";

// Claims about types, which `npm run check:types` proves: nothing here runs.

interface Database {
  public: {
    Tables: {
      notes: { Row: { id: number }; Insert: { id: number }; Update: { id?: number }; Relationships: [] };
    };
    Views: Record<never, never>;
    Functions: Record<never, never>;
  };
}

// `createPhoneAuth()` takes the client of supabase-js, with and without database types.
{
  expectTypeOf<SupabaseClient>().toExtend<AuthHolder>();
  expectTypeOf<SupabaseClient<Database>>().toExtend<AuthHolder>();
  // deno-lint-ignore no-explicit-any -- what `createClient()` gives without type arguments
  expectTypeOf<SupabaseClient<any, "public", any>>().toExtend<Parameters<typeof createPhoneAuth>[0]>();
}

// An outcome narrows by `ok`.
{
  type Given = Outcome<{ readonly phone: string }>;
  expectTypeOf<Extract<Given, { ok: true }>["phone"]>().toEqualTypeOf<string>();
  expectTypeOf<Extract<Given, { ok: false }>["problem"]>().toEqualTypeOf<SmsProblem>();
}

// Browser and React Native storages fit.
{
  type AsyncStorage = {
    getItem(key: string, callback?: () => void): Promise<string | null>;
    setItem(key: string, value: string, callback?: () => void): Promise<void>;
  };
  type LocalStorage = { getItem(key: string): string | null; setItem(key: string, value: string): void };
  expectTypeOf<LocalStorage>().toExtend<CountdownStorage>();
  expectTypeOf<AsyncStorage>().toExtend<CountdownStorage>();
}

// WhatsApp, which would silently be an SMS, cannot be asked for.
{
  type Input = Parameters<PhoneAuth["requestCode"] | PhoneAuth["signUp"]>[0];
  expectTypeOf<Input["channel"]>().toEqualTypeOf<"sms" | undefined>();
}
