/** A release of Auth, as its version numbers it: 2.MINOR.PATCH. */
export interface Release {
  readonly minor: number;
  readonly patch: number;
}

/** The oldest release whose hook can be set up without a built-in SMS provider (supabase/auth#1704). */
const OLDEST: Release = { minor: 158, patch: 1 };
/** The newest whose answers are known. */
export const NEWEST_RELEASE = "2.196";

const FORM = /^v?2\.(\d{2,3})(?:\.(\d{1,2}))?$/;

/**
 * Reads `2.186`, `2.176.1` or `v2.158.1`. A bare `2.158` is 2.158.1, the patch that was recorded.
 * @throws {Error} If that release is not known; the text is for people.
 */
export function parseRelease(text: string): Release {
  const release = read(text);
  if (release && !isBefore(release, OLDEST) && release.minor <= (read(NEWEST_RELEASE)?.minor ?? 0)) {
    return release;
  }
  const [given, oldest] = [JSON.stringify(text), versionOf(OLDEST).slice(1)];
  throw new Error(
    `Cannot emulate Auth ${given}: the oldest known release is ${oldest}, the newest ${NEWEST_RELEASE}\n` +
      `无法模拟 Auth ${given}：已知的最低版本是 ${oldest}，最高版本是 ${NEWEST_RELEASE}`,
  );
}

function read(text: string): Release | undefined {
  const [, minor, patch] = FORM.exec(text) ?? [];
  if (minor === undefined) return undefined;
  const byDefault = Number(minor) === OLDEST.minor ? OLDEST.patch : 0;
  return { minor: Number(minor), patch: Number(patch ?? byDefault) };
}

export function isBefore(a: Release, b: Release): boolean {
  return a.minor !== b.minor ? a.minor < b.minor : a.patch < b.patch;
}

export function versionOf(release: Release): string {
  return `v2.${release.minor}.${release.patch}`;
}
