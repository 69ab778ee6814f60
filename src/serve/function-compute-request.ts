import type { AskCredentials } from "../hook/compose.ts";

type Credentials = Awaited<ReturnType<AskCredentials>>;

/** What Function Compute adds to a request; its gateway lets no client set `x-fc-…` (Alibaba Cloud Help 191345). */
export interface FunctionComputeRequest {
  id: string | undefined;
  /** Of the function's role, renewed by the platform; absent where the function has none. */
  credentials: Credentials | undefined;
}

export function readFunctionComputeRequest(headers: Headers): FunctionComputeRequest {
  const accessKeyId = headers.get("x-fc-access-key-id");
  const accessKeySecret = headers.get("x-fc-access-key-secret");
  const securityToken = headers.get("x-fc-security-token");
  const id = headers.get("x-fc-request-id") ?? "";
  return {
    id: /^[\w-]{1,64}$/.test(id) ? id : undefined,
    credentials: accessKeyId && accessKeySecret && securityToken
      ? { accessKeyId, accessKeySecret, securityToken }
      : undefined,
  };
}

/** A line of the log, which is an object in JSON, with the request's id: it is how the platform's own log is searched. */
export const withRequestId = (line: string, id: string | undefined): string =>
  id === undefined ? line : `${line.slice(0, -1)},"fcRequestId":"${id}"}`;
