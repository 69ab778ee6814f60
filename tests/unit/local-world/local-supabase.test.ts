import { expect, test } from "vitest";
import { LOCAL_PUBLISHABLE_KEY } from "../../../src/demo/terminal/local-supabase.ts";
import { createAccessTokens } from "../../../src/emulator/gotrue/model/access-token.ts";
import { profileOf } from "../../../src/emulator/gotrue/release-profile.ts";
import { parseRelease } from "../../../src/emulator/gotrue/release.ts";
import { DEFAULT_SETTINGS } from "../../../src/emulator/gotrue/settings.ts";

test("the emulated Auth takes the key that the demo has for the local world as that of `anon`", async () => {
  const tokens = createAccessTokens({
    settings: DEFAULT_SETTINGS,
    profile: profileOf(parseRelease("2.196")),
    now: () => Date.parse("2026-11-28T00:00:00Z"),
  });
  expect(await tokens.verify(LOCAL_PUBLISHABLE_KEY)).toMatchObject({ claims: { role: "anon" } });
});
