import { createServer, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_STS_ACCESS_KEY_ID,
  DEFAULT_STS_ACCESS_KEY_SECRET,
  DEFAULT_STS_SECURITY_TOKEN,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { createCall } from "../../src/hook/aliyun/sender.ts";
import { createSignForm } from "../../src/hook/aliyun/sign-form.ts";
import { createSignFormByPopCore } from "../../src/hook/aliyun/sign-form-by-pop-core.ts";
import type { Credentials, RpcCall, SignForm } from "../../src/hook/aliyun/rpc-call.ts";
import { freePort } from "../support/free-port.ts";

const KEY: Credentials = {
  accessKeyId: DEFAULT_ACCESS_KEY_ID,
  accessKeySecret: DEFAULT_ACCESS_KEY_SECRET,
  securityToken: undefined,
};
const STS: Credentials = {
  accessKeyId: DEFAULT_STS_ACCESS_KEY_ID,
  accessKeySecret: DEFAULT_STS_ACCESS_KEY_SECRET,
  securityToken: DEFAULT_STS_SECURITY_TOKEN,
};
/** What the signature has to escape by hand, and what it must leave alone. */
const AWKWARD = "签名!'()*~ -_.";

let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator({
    seed: {
      signs: [{ name: AWKWARD, status: "approved", owner: "account" }],
    },
  });
});
afterEach(() => aliyun.reset());
afterAll(() => aliyun.close());

const sendSms = (endpoint: string): RpcCall => ({
  endpoint,
  account: undefined,
  version: "2017-05-25",
  action: "SendSms",
  params: {
    PhoneNumbers: "8613800138000",
    SignName: AWKWARD,
    TemplateCode: DOMESTIC_TEMPLATE_CODE,
    TemplateParam: '{"code":"012345"}',
    OutId: "0a1b2c3d",
  },
});

const SIGNERS: [string, () => SignForm | Promise<SignForm>][] = [
  ["fetch", () => createSignForm({ now: Date.now, randomUuid: () => crypto.randomUUID() })],
  ["pop-core", createSignFormByPopCore],
];

describe.each(SIGNERS)("the transport %s", (_, create) => {
  const make = async (credentials = KEY) =>
    createCall({ askCredentials: () => credentials, signForm: await create(), fetch });
  const call = async (target = sendSms(aliyun.url), signal = AbortSignal.timeout(2_000), credentials = KEY) =>
    (await make(credentials))(target, signal);

  test("signs so that the provider accepts Chinese and awkward characters", async () => {
    expect(await call()).toMatchObject({ status: "answered", httpStatus: 200, body: { Code: "OK" } });
    expect(aliyun.messages()).toMatchObject([{
      sign: AWKWARD,
      params: { code: "012345" },
      outId: "0a1b2c3d",
    }]);
  });

  test("posts a form, and nothing of it is in the URL", async () => {
    await call();
    expect(aliyun.requests()).toMatchObject([{ method: "POST", signature: "v1", query: {} }]);
  });

  test("signs with a temporary key", async () => {
    expect(await call(undefined, undefined, STS)).toMatchObject({ body: { Code: "OK" } });
  });

  test("passes a refusal on with its status", async () => {
    const result = await call(undefined, undefined, { ...KEY, accessKeySecret: "wrong-secret-for-tests" });
    expect(result).toMatchObject({
      status: "answered",
      httpStatus: 400,
      body: { Code: "SignatureDoesNotMatch" },
    });
  });

  test("uses a new nonce for every call", async () => {
    const callAgain = await make();
    for (const _ of [1, 2, 3]) await callAgain(sendSms(aliyun.url), AbortSignal.timeout(2_000));
    expect(new Set(aliyun.requests().map(({ form }) => form["SignatureNonce"])).size).toBe(3);
  });

  test("says that nothing was sent where nobody listens", async () => {
    expect(await call(sendSms(`http://127.0.0.1:${await freePort()}`))).toEqual({
      status: "not_connected",
      cause: "not_connected",
    });
  });

  test("ends at the caller's deadline, whether the answer does not begin or does not end", async () => {
    aliyun.setFault({ kind: "hang", when: "after" });
    const from = performance.now();
    expect(await call(undefined, AbortSignal.timeout(300))).toEqual({
      status: "no_answer",
      cause: "timeout",
    });
    let open = 0;
    const endless = await serve((_request, response) => {
      open++;
      response.once("close", () => open--);
      response.writeHead(200).write("{");
    });
    expect(await call(sendSms(endless.url), AbortSignal.timeout(300))).toEqual({
      status: "no_answer",
      cause: "timeout",
    });
    expect(performance.now() - from).toBeLessThan(1_500);
    await expect.poll(() => open).toBe(0);
    endless.close();
  });

  test("posts nothing once the deadline has passed", async () => {
    expect(await call(undefined, AbortSignal.abort())).toEqual({ status: "no_answer", cause: "timeout" });
    expect(aliyun.requests()).toEqual([]);
  });

  test("ends all calls that share a deadline, and none that was answered before", async () => {
    const deadline = new AbortController();
    expect(await call(undefined, deadline.signal)).toMatchObject({ status: "answered" });
    aliyun.setFault({ kind: "hang", when: "after" });
    const hanging = [1, 2, 3].map(() => call(undefined, deadline.signal));
    await expect.poll(() => aliyun.requests()).toHaveLength(4);
    deadline.abort();
    for (const result of await Promise.all(hanging)) {
      expect(result).toEqual({ status: "no_answer", cause: "timeout" });
    }
  });

  test("calls a reset no answer", async () => {
    aliyun.setFault({ kind: "reset", when: "after" });
    expect(await call()).toEqual({ status: "no_answer", cause: "connection lost" });
  });

  test.each(
    [
      ["an answer that is no JSON", { kind: "garbage" }, 200],
      ["an answer that breaks off", { kind: "truncated" }, 200],
      ["a gateway's HTML", { kind: "html", status: 502 }, 502],
    ] as const,
  )("calls %s unreadable", async (_, fault, httpStatus) => {
    aliyun.setFault(fault);
    expect(await call()).toEqual({ status: "unreadable", httpStatus });
  });

  test.each(
    [
      ["says so", (bytes: number) => ({ "content-length": String(bytes) })],
      ["does not say so", () => ({})],
      ["is small until it is unpacked", () => ({ "content-encoding": "gzip" })],
    ] as const,
  )("reads no more of an answer than 64 KiB, where it %s", async (_, headersOf) => {
    let open = 0;
    const body = Buffer.alloc(8_000_000, " ");
    const huge = await serve((_request, response) => {
      open++;
      response.once("close", () => open--);
      const headers = headersOf(body.length);
      response.writeHead(200, headers).end("content-encoding" in headers ? gzipSync(body) : body);
    });
    expect(await call(sendSms(huge.url))).toEqual({ status: "unreadable", httpStatus: 200 });
    await expect.poll(() => open).toBe(0);
    huge.close();
  });

  test("does not follow a redirect with the code in its hands", async () => {
    let followed = 0;
    const target = await serve((_request, response) => void response.end(String(followed++)));
    const redirecting = await serve((_request, response) =>
      void response.writeHead(307, { location: target.url }).end()
    );
    expect(await call(sendSms(redirecting.url))).toEqual({ status: "unreadable", httpStatus: 307 });
    expect(followed).toBe(0);
    for (const server of [target, redirecting]) server.close();
  });
});

async function serve(handler: Parameters<typeof createServer>[1] & object) {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
