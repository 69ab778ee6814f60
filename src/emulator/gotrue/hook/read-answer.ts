import type { IncomingMessage } from "node:http";
import type { ReleaseProfile } from "../release-profile.ts";
import { isJsonMap } from "../wire/go-json.ts";
import { ANSWER_LIMIT_BYTES, type HookFailure } from "./hook-failure.ts";

export type HookVerdict = { readonly kind: "ok" } | { readonly kind: "try_again" } | HookFailure;

/** What one answer of the hook means to a release of Auth (hooks/hookshttp, before it api/hooks.go). */
export async function readAnswer(answer: IncomingMessage, profile: ReleaseProfile): Promise<HookVerdict> {
  const { statusCode: status = 0, headers } = answer;
  if (profile.hookContentType === "of-every-answer") {
    const fault = contentTypeFault(headers["content-type"]);
    if (fault) return { kind: "content_type", fault };
  }
  if (status === 200 || status === 202 || status === 204) return await readSuccess(answer, status, profile);
  // Any text will do: Auth tries again at once and does not read it.
  if ((status === 429 || status === 503) && headers["retry-after"]) return { kind: "try_again" };
  return { kind: "status", status };
}

async function readSuccess(
  answer: IncomingMessage,
  status: number,
  profile: ReleaseProfile,
): Promise<HookVerdict> {
  const contentType = answer.headers["content-type"];
  if (status === 204 && profile.hookNoContent === "nothing") return { kind: "ok" };
  if (status === 204 && profile.hookNoContent === "no-content-type" && !contentType) return { kind: "ok" };
  const fault = contentTypeFault(contentType);
  if (fault) return { kind: "content_type", fault };
  const body = await readBody(answer);
  return "text" in body ? readJson(body.text, profile) : body;
}

/** mime.ParseMediaType, as far as it matters: the type alone counts, whatever its parameters. */
function contentTypeFault(contentType: string | undefined): string | undefined {
  if (!contentType) return "Invalid Content-Type: Missing Content-Type header";
  const [mediaType = "", ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  if (mediaType === "") return "Invalid Content-Type header: mime: no media type";
  if (parameters.some((parameter) => !/^([^\s=]+=("[^"]*"|[^\s"]+))?$/.test(parameter))) {
    return "Invalid Content-Type header: mime: invalid media parameter";
  }
  if (mediaType === "application/json") return undefined;
  return `Invalid JSON response. Received content-type: ${contentType}`;
}

async function readBody(answer: IncomingMessage): Promise<{ text: string } | HookFailure> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > ANSWER_LIMIT_BYTES) return { kind: "over_size" };
    }
  } catch {
    return { kind: "body_lost" };
  }
  return { text: Buffer.concat(chunks).toString() };
}

function readJson(text: string, { hookErrorObject }: ReleaseProfile): HookVerdict {
  const parsed = parse(text);
  if (parsed === undefined || (parsed !== null && !isJsonMap(parsed))) return { kind: "no_json" };
  if (hookErrorObject === "ignored") return { kind: "ok" };
  const error = reportedError(fieldOf(parsed, "error"), text);
  if (error === "malformed") return hookErrorObject === "typed" ? { kind: "no_json" } : { kind: "ok" };
  return error?.message ? { kind: "reported", ...error } : { kind: "ok" };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{http_code, message}` as a Go struct takes it: the right types, or the whole is malformed. */
function reportedError(error: unknown, text: string) {
  if (error === undefined || error === null) return undefined;
  const httpCode = fieldOf(error, "http_code") ?? 0;
  const message = fieldOf(error, "message") ?? "";
  if (!isJsonMap(error) || typeof message !== "string" || typeof httpCode !== "number") return "malformed";
  // 422.0 is no integer in Go, although JavaScript cannot tell it from 422.
  if (!Number.isInteger(httpCode) || /"http_code"\s*:\s*-?\d+[.eE]/i.test(text)) return "malformed";
  return { httpCode, message };
}

/** Go matches the keys of a struct in any case; the last one counts. */
function fieldOf(map: unknown, name: string): unknown {
  if (!isJsonMap(map)) return undefined;
  const key = Object.keys(map).findLast((key) => key.toLowerCase() === name);
  return key === undefined ? undefined : map[key];
}
