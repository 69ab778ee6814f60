export type Params = ReadonlyMap<string, string>;

export type RpcRequest = {
  readonly method: string;
  readonly host: string;
  readonly headers: Params;
  readonly query: Params;
  readonly form: Params;
  /** Query and form together; where both name a parameter the form's value is taken. */
  readonly params: Params;
  readonly body: Uint8Array;
  readonly signature: "v1" | "v3";
  readonly action: string | undefined;
  readonly version: string | undefined;
  readonly format: "JSON" | "XML";
};

export async function readRpcRequest(request: Request): Promise<RpcRequest> {
  const headers = new Map(request.headers);
  const query = new Map(new URL(request.url).searchParams);
  const body = new Uint8Array(await request.arrayBuffer());
  const isForm = headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  const form = new Map(isForm ? new URLSearchParams(new TextDecoder().decode(body)) : []);
  const params = new Map([...query, ...form]);
  // Clients of signature v1 may send x-acs-action too, so only the Authorization header tells V3 apart.
  const isV3 = headers.get("authorization")?.startsWith("ACS3-") ?? false;
  return {
    method: request.method,
    host: headers.get("host") ?? "",
    headers,
    query,
    form,
    params,
    body,
    signature: isV3 ? "v3" : "v1",
    action: isV3 ? headers.get("x-acs-action") : params.get("Action"),
    version: isV3 ? headers.get("x-acs-version") : params.get("Version"),
    format: wantsJson(params.get("Format"), isV3, headers.get("accept")) ? "JSON" : "XML",
  };
}

function wantsJson(format: string | undefined, isV3: boolean, accept: string | undefined): boolean {
  if (format !== undefined) return format.toUpperCase() === "JSON";
  // XML is the documented default of the RPC style; V3 has no Format and goes by the Accept header.
  return isV3 && !(accept?.includes("xml") ?? false);
}
