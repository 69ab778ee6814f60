import type { Context } from "hono";
import { z } from "zod";
import { AuthError } from "./auth-error.ts";
import { goJsonError } from "./go-json-error.ts";

/** Fields of a request: Go leaves a field that is null or missing at its zero value. */
export const text = z.string().nullish().transform((value) => value ?? "");
export const optionalText = z.string().nullish().transform((value) => value ?? undefined);
export const map = z.record(z.string(), z.unknown()).nullish().transform((value) => value ?? undefined);
export const flag = (zero: boolean) => z.boolean().nullish().transform((value) => value ?? zero);

const GO_TYPE: { readonly [expected: string]: string } = {
  string: "string",
  boolean: "bool",
  record: "map[string]interface {}",
};

/** A request's JSON body. `struct` is the name that Go's decoder reports when a field has the wrong type. */
export async function readParams<T extends z.ZodType>(
  c: Context,
  struct: string,
  schema: T,
): Promise<z.output<T>> {
  const body = await c.req.text();
  const parsed = parse(body);
  if (parsed === undefined) throw badJson(goJsonError(body));
  const result = schema.safeParse(parsed ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path[0];
  const found = kind(field === undefined ? parsed : Object(parsed)[field]);
  const expected = issue && "expected" in issue ? GO_TYPE[String(issue.expected)] ?? "string" : "string";
  throw badJson(
    field === undefined
      ? `json: cannot unmarshal ${found} into Go value of type api.${struct}`
      : `json: cannot unmarshal ${found} into Go struct field ${struct}.${String(field)} of type ${expected}`,
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const badJson = (reason: string) =>
  new AuthError(400, "bad_json", `Could not parse request body as JSON: ${reason}`);

function kind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
