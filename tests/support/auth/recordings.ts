import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The releases of Auth that were recorded. */
export const RECORDED_RELEASES = ["v2.158.1", "v2.173.0", "v2.177.0", "v2.186.0", "v2.196.0"];

const headers = z.record(z.string(), z.string());

const restCase = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    body: z.unknown().optional(),
    as: z.enum(["anon", "user"]),
    headers: headers.optional(),
  }),
  response: z.object({ status: z.number(), headers, body: z.unknown() }),
  hookCalls: z.number(),
});
export type RestCase = z.output<typeof restCase>;

const answerCell = z.object({
  attempts: z.number(),
  distinctWebhookIds: z.number(),
  sameBody: z.boolean(),
  ms: z.number().optional(),
  wire: z.object({
    status: z.number(),
    body: z.unknown().optional(),
    errorCodeHeader: z.string().optional(),
  }),
  client: z.unknown(),
  userRow: z.number().optional(),
});
export type AnswerCell = z.output<typeof answerCell>;

const hookRequest = z.object({
  scenario: z.string(),
  secrets: z.string(),
  request: z.object({ method: z.string(), headers, body: z.string() }),
});

const folder = (path: string) => fileURLToPath(new URL(`../../fixtures/auth/${path}`, import.meta.url));
const load = (path: string): unknown => JSON.parse(readFileSync(folder(path), "utf8"));

export function restCases(release: string): [string, RestCase][] {
  const { cases } = z.object({ cases: z.record(z.string(), restCase) }).parse(load(`rest/${release}.json`));
  return Object.entries(cases);
}

/** flow → kind of answer → what was seen. */
export function answerCells(release: string) {
  const schema = z.object({ flows: z.record(z.string(), z.record(z.string(), answerCell)) });
  return schema.parse(load(`answers/${release}.json`)).flows;
}

export function hookRequests(release: string) {
  return readdirSync(folder(`hook/${release}`)).map((file) =>
    hookRequest.parse(load(`hook/${release}/${file}`))
  );
}
