import type { Flags } from "./flags.ts";

/** What `--yes` needs and has not got, by the name that gives it; all of it, so that a script is put right once. */
export function missingFor(flags: Flags, keySecret: string | undefined): string[] {
  const needed: [name: string, isNeeded: boolean, given: string | undefined][] = [
    ["--auth", true, flags.auth],
    ["--numbers", true, flags.numbers],
    ["--countries", flags.numbers === "abroad" || flags.numbers === "both", flags.countries],
    ["--api", true, flags.api],
    ["--access-key-id", true, flags.accessKeyId],
    ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", true, keySecret],
    // International SMS have neither, or a sender of their own.
    ["--sign", flags.api !== "globe", flags.sign],
    ["--template", flags.api !== "globe", flags.template],
  ];
  return needed.flatMap(([name, isNeeded, given]) => isNeeded && given === undefined ? [name] : []);
}

export class Missing extends Error {
  override readonly name = "Missing";

  constructor(names: readonly string[]) {
    super(
      `Cannot set up with --yes: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} not set / ` +
        `使用 --yes 时必须指定 ${names.join("、")}`,
    );
  }
}
