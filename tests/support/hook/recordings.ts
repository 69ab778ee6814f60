import { readdirSync, readFileSync } from "node:fs";

const FIXTURES = new URL("../../fixtures/auth/", import.meta.url);

/** One request of a real Auth server, as it came over the wire. */
export interface Recording {
  release: string;
  scenario: string;
  /** What the app was doing, by the recorder's own account. */
  flow: string;
  /** The number that the code must go to, in E.164. */
  sentTo: string;
  /** As configured in Auth: `v1,whsec_…`. */
  secrets: string[];
  id: string;
  timestamp: string;
  signature: string;
  body: string;
}

/** How one answer of a hook ended for the app, on one release. */
export interface RecordedAnswer {
  attempts: number;
  wire: { status: number; body: unknown };
  /** `null` is what the app takes for a success. */
  client: { name: string; status: number; message: string } | null;
  /** Rows of the user after a sign-up: 0 where Auth rolled back. */
  userRow?: number;
}

export const RELEASES = ["v2.158.1", "v2.173.0", "v2.177.0", "v2.186.0", "v2.196.0"] as const;
export type RecordedRelease = typeof RELEASES[number];

// The recordings have one writer and one form; a test reads what it needs of them.
const readJson = (url: URL) => JSON.parse(readFileSync(url, "utf8"));

function readRecording(url: URL): Recording {
  const { release, scenario, flow, sentTo, secrets, request } = readJson(url);
  return {
    release,
    scenario,
    flow,
    sentTo,
    secrets: secrets.split("|"),
    id: request.headers["webhook-id"],
    timestamp: request.headers["webhook-timestamp"],
    signature: request.headers["webhook-signature"],
    body: request.body,
  };
}

export const recordings: readonly Recording[] = RELEASES.flatMap((release) => {
  const folder = new URL(`hook/${release}/`, FIXTURES);
  return readdirSync(folder).sort().map((file) => readRecording(new URL(file, folder)));
});

export function recordingOf(release: RecordedRelease, scenario: string): Recording {
  const found = recordings.find((one) => one.release === release && one.scenario === scenario);
  if (!found) throw new Error(`Cannot find a recording of ${scenario} by ${release}`);
  return found;
}

/** Flow → answer → outcome, such as `signup` → `200 error 422`. */
export function recordedAnswers(release: RecordedRelease): Record<string, Record<string, RecordedAnswer>> {
  return readJson(new URL(`answers/${release}.json`, FIXTURES)).flows;
}
