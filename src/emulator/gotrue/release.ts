/** A release of Auth, as its version numbers it: 2.MINOR.PATCH. */
export interface Release {
  readonly minor: number;
  readonly patch: number;
}

/** The oldest release whose hook can be set up without a built-in SMS provider (supabase/auth#1704). */
const OLDEST: Release = { minor: 158, patch: 1 };

/** Reads `2.186`, `2.176.1` or `v2.158.1`. A bare `2.158` is 2.158.1, the patch that was recorded. */
export function parseRelease(text: string): Release {
  const [, minor, patch] = /^v?2\.(\d{2,3})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (minor === undefined) {
    throw new Error(`Cannot emulate Auth ${JSON.stringify(text)}: a release reads 2.186`);
  }
  const release = {
    minor: Number(minor),
    patch: Number(patch ?? (Number(minor) === OLDEST.minor ? OLDEST.patch : 0)),
  };
  if (isBefore(release, OLDEST)) throw new Error(`Cannot emulate Auth ${text}: the oldest known is 2.158.1`);
  return release;
}

export function isBefore(a: Release, b: Release): boolean {
  return a.minor !== b.minor ? a.minor < b.minor : a.patch < b.patch;
}

export function versionOf(release: Release): string {
  return `v2.${release.minor}.${release.patch}`;
}
