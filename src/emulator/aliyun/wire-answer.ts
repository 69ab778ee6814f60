import type { Answer, AnswerBody } from "./answer.ts";
import type { ApiName } from "./entities.ts";

export type WireAnswer = {
  readonly status: number;
  readonly code: string | null;
  readonly contentType: string;
  readonly body: string;
};

export type AnswerContext = {
  readonly api: ApiName | null;
  readonly action: string | null;
  readonly requestId: string;
  readonly host: string;
  readonly format: "JSON" | "XML";
};

const PRODUCT: Readonly<Record<ApiName, string>> = {
  dysmsapi: "Dysmsapi",
  dypnsapi: "Dypnsapi",
  globe: "Dysmsapi",
};

export function toWire(answer: Answer, context: AnswerContext): WireAnswer {
  const body = bodyOf(answer, context);
  const root = answer.kind === "gateway" ? "Error" : `${context.action ?? "Unknown"}Response`;
  return {
    status: answer.kind === "gateway" ? answer.status : 200,
    code: answer.kind === "success" ? "OK" : answer.code,
    ...encodeBody(body, root, context.format),
  };
}

/** The same answer without the field that says how the call went. */
export function withoutCode(answer: Answer, context: AnswerContext, status: number): WireAnswer {
  const { Code: _code, ResponseCode: _responseCode, ...rest } = bodyOf(answer, context);
  return {
    status,
    code: null,
    ...encodeBody(rest, `${context.action ?? "Unknown"}Response`, context.format),
  };
}

function bodyOf(answer: Answer, { api, requestId, host }: AnswerContext): AnswerBody {
  if (answer.kind === "success") return { ...answer.body, RequestId: requestId };
  const { code, message } = answer;
  if (answer.kind === "gateway") {
    const product = api === null ? "" : `&product=${PRODUCT[api]}`;
    const recommend = `https://api.aliyun.com/troubleshoot?q=${code}${product}&requestId=${requestId}`;
    return { RequestId: requestId, Message: message, Recommend: recommend, HostId: host, Code: code };
  }
  if (api === "globe") return { ResponseCode: code, ResponseDescription: message, RequestId: requestId };
  if (api === "dypnsapi") return { Code: code, Message: message, Success: false, RequestId: requestId };
  return { Message: message, RequestId: requestId, Code: code };
}

function encodeBody(body: AnswerBody, root: string, format: "JSON" | "XML") {
  return format === "JSON" ? { contentType: "application/json;charset=utf-8", body: JSON.stringify(body) } : {
    contentType: "text/xml;charset=utf-8",
    body: `<?xml version='1.0' encoding='UTF-8'?>${xmlElement(root, body)}`,
  };
}

function xmlElement(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => xmlElement(name, item)).join("");
  const inner = typeof value === "object"
    ? Object.entries(value).map(([key, child]) => xmlElement(key, child)).join("")
    : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
