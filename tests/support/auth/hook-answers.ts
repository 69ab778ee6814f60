import type { HookAnswer } from "./hook-stub.ts";

type Headers = { readonly [name: string]: string };

export function answer(status: number, body: string | undefined, headers: Headers = {}): HookAnswer {
  return (_call, _request, response) => void response.writeHead(status, headers).end(body);
}

export function json(status: number, body: unknown, headers: Headers = {}): HookAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return answer(status, text, { "content-type": "application/json", "content-length": length, ...headers });
}

export function reported(httpCode: unknown, message = "sms_probe: the reason") {
  return { error: { http_code: httpCode, message } };
}

const moved = (status: number): HookAnswer => (call, request, response) =>
  request.url?.includes("moved")
    ? json(200, {})(call, request, response)
    : void response.writeHead(status, { location: "/moved" }).end();

const STATUSES = [
  400,
  401,
  403,
  404,
  422,
  424,
  429,
  470,
  471,
  472,
  473,
  474,
  475,
  476,
  477,
  499,
  500,
  502,
  503,
  504,
];

/** The hook answers that were recorded, by the names of the recordings. */
export const HOOK_ANSWERS: { readonly [name: string]: HookAnswer } = {
  "200 {}": json(200, {}),
  "200 {} with charset": json(200, {}, { "content-type": "application/json; charset=utf-8" }),
  "200 {} chunked": (_call, _request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).write("{");
    setTimeout(() => response.end("}"), 20);
  },
  "200 null": json(200, "null"),
  '200 {"a":1}': json(200, { a: 1 }),
  "200 empty, json type": json(200, ""),
  "200 empty, no type": answer(200, ""),
  "200 text ok": answer(200, "ok", { "content-type": "text/plain" }),
  "200 html": answer(200, "<html>hi</html>", { "content-type": "text/html" }),
  "200 []": json(200, "[]"),
  '200 "ok"': json(200, '"ok"'),
  ...Object.fromEntries(
    [422, 429, 424, 401, 500, 503].map((code) => [`200 error ${code}`, json(200, reported(code))]),
  ),
  "200 error without http_code": json(200, { error: { message: "sms_probe: the reason" } }),
  "200 error http_code string": json(200, reported("422")),
  "200 error message empty": json(200, reported(422, "")),
  "200 error is a string": json(200, { error: "sms_probe" }),
  "200 error http_code 200": json(200, reported(200)),
  "200 error message zh": json(200, reported(422, "sms_probe: 发送过于频繁，请稍后再试")),
  "201 {}": json(201, {}),
  "202 {}": json(202, {}),
  "204": answer(204, undefined),
  "204 json type": answer(204, undefined, { "content-type": "application/json" }),
  "302 to 200 {}": moved(302),
  "307 to 200 {}": moved(307),
  ...Object.fromEntries(
    STATUSES.map((status) => [`${status} error body`, json(status, reported(status < 500 ? status : 422))]),
  ),
  "422 no body": answer(422, ""),
  "429 Retry-After 1": json(429, reported(429), { "retry-after": "1" }),
  "503 Retry-After 1": json(503, reported(503), { "retry-after": "1" }),
  "over 200 KiB": json(200, { pad: "x".repeat(205_000) }),
  "slow 4.0 s then 200 {}": (call, request, response) => {
    setTimeout(() => json(200, {})(call, request, response), 4000);
  },
  "never answers": () => {},
  "headers, then body never ends": (_call, _request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).write("{");
  },
  "reset always": (_call, request) => void request.socket.resetAndDestroy(),
  "reset once, then 200 {}": (call, request, response) =>
    call === 1 ? void request.socket.resetAndDestroy() : json(200, {})(call, request, response),
};

/** Those that take seconds. */
export const isSlow = (name: string) => /^(slow|never|reset|headers)/.test(name);
