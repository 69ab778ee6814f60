import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { denoBinary } from "../../src/cli/deno-binary.ts";
import { HOOK_ARGUMENTS } from "../../src/cli/hook-arguments.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { freePort } from "../support/free-port.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { processEnv, startHook } from "../support/hook/process.ts";

let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => aliyun.reset());
afterAll(() => aliyun.close());

/** A peer that speaks TCP and what the test makes of it. */
async function listen(onSocket: (socket: Socket) => void): Promise<{ host: string; server: Server }> {
  const server = createServer((socket) => onSocket(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { host: `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, server };
}

/** Writes for as long as the other side takes it. @returns how many bytes it has taken so far */
function pour(socket: Socket, chunk: Buffer): () => number {
  const more = () => {
    while (!socket.destroyed && socket.bytesWritten < 200_000_000 && socket.write(chunk));
  };
  socket.on("drain", more);
  more();
  return () => socket.bytesWritten - socket.writableLength;
}
const CHUNK = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(0x10000, " "), Buffer.from("\r\n")]);
/** What sockets and pipes between two processes hold. */
const BUFFERS = 12_000_000;

describe.each(["2.1.4", "latest"] as const)("on Deno %s", (deno) => {
  async function hear(endpoint: string) {
    const hook = await startHook({ ...processEnv(endpoint), SMS_LIMIT_PER_NUMBER: "off" }, deno);
    const { body } = await hook.send(signupBody());
    await hook.stop();
    return { body, entry: hook.entries()[0] };
  }
  const FAILURE = {
    error: { http_code: 424, message: expect.stringMatching(/^sms_provider_unavailable: /) },
  };

  test("a provider where nobody listens is a failure, not an SMS that may have left", async () => {
    expect(await hear(`http://127.0.0.1:${await freePort()}`)).toMatchObject({
      body: FAILURE,
      entry: { code: "not_connected" },
    });
  });

  test("so is one whose TLS fails", async () => {
    const { host, server } = await listen((socket) => socket.end("this is no TLS\r\n"));
    expect(await hear(`https://${host}`)).toMatchObject({ body: FAILURE, entry: { code: "not_connected" } });
    server.close();
  });

  test("so is one that Deno may not reach, and the log says what to allow", async () => {
    const args = ["run", `--deny-net=${new URL(aliyun.url).host}`, ...HOOK_ARGUMENTS.slice(1)];
    const hook = await startHook(processEnv(aliyun.url), { file: denoBinary(deno), args });
    expect(await hook.send(signupBody())).toMatchObject({ body: { error: { http_code: 424 } } });
    await hook.stop();
    expect(hook.entries()).toMatchObject([{
      reason: "sms_misconfigured",
      code: "net_not_allowed",
      hint: expect.stringContaining("--allow-net"),
    }]);
  });

  test.each(["302 Found", "403 Forbidden", "407 Proxy Authentication Required"])(
    "so is a proxy's own answer, %s",
    async (status) => {
      const answer = `HTTP/1.1 ${status}\r\nlocation: /\r\ncontent-length: 13\r\n\r\n<html></html>`;
      const { host, server } = await listen((socket) => socket.once("data", () => socket.end(answer)));
      const code = `http_${status.slice(0, 3)}`;
      expect(await hear(`http://${host}`)).toMatchObject({ body: FAILURE, entry: { code } });
      server.close();
    },
  );

  test("so is one behind a port that no browser may reach", async () => {
    expect(await hear("http://127.0.0.1:9")).toMatchObject({
      body: FAILURE,
      entry: { code: "not_connected" },
    });
  });

  test("a refusal is one even where its text breaks off", async () => {
    const answer = "HTTP/1.1 403 Forbidden\r\ncontent-length: 1000\r\n\r\n<html>";
    const { host, server } = await listen((socket) => socket.once("data", () => socket.end(answer)));
    expect(await hear(`http://${host}`)).toMatchObject({ body: FAILURE, entry: { code: "http_403" } });
    server.close();
  });

  test("a form that was read is not sent again when the kept connection breaks, and is no failure", async () => {
    const forms: string[] = [];
    const accepted = '{"Code":"OK","BizId":"900619746936498440^0"}';
    const { host, server } = await listen((socket) =>
      socket.on("data", (data) => {
        const [, form] = String(data).split("\r\n\r\n");
        if (!form) return;
        forms.push(form);
        if (forms.length === 1) {
          socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${accepted.length}\r\n\r\n${accepted}`);
        } else {
          server.close();
          socket.resetAndDestroy();
        }
      })
    );
    const routes = JSON.stringify([{ template: "SMS_000000002" }]);
    const env = { ...processEnv(`http://${host}`), SMS_LIMIT_PER_NUMBER: "off", ALIYUN_SMS_ROUTES: routes };
    const hook = await startHook(env, deno);
    expect(await hook.send(signupBody())).toMatchObject({ body: {} });
    expect(await hook.send(signupBody())).toMatchObject({ body: {} });
    await hook.stop();
    expect(hook.entries()).toMatchObject([{ result: "accepted" }, { result: "unconfirmed" }]);
    expect(forms).toHaveLength(2);
  });

  test("an answer that says it is short and never ends is not read on", async () => {
    let taken = () => 0;
    const { host, server } = await listen((socket) =>
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\ntransfer-encoding: chunked\r\n\r\n");
        taken = pour(socket, CHUNK);
      })
    );
    const { body, entry } = await hear(`http://${host}`);
    expect({ body, entry }).toMatchObject({ body: {}, entry: { result: "unconfirmed" } });
    expect(entry?.["cause"]).toMatch(/unreadable answer|connection lost/);
    expect(taken()).toBeLessThan(BUFFERS);
    server.close();
  });

  test("neither is a request that nobody has signed", async () => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    const socket = connect(Number(new URL(hook.url).port), "127.0.0.1").on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write(
      "POST /send-sms HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nwebhook-id: a\r\n" +
        `webhook-timestamp: ${Math.floor(Date.now() / 1000)}\r\nwebhook-signature: v1,${
          "A".repeat(43)
        }=\r\n` +
        "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    const taken = pour(socket, CHUNK);
    // Deno 2.9 takes no such request at all.
    const answer = await new Promise<string>((resolve) => {
      socket.once("data", (data) => resolve(String(data))).once("close", () => resolve(""));
    });
    expect(answer).toMatch(deno === "2.1.4" ? /^HTTP\/1\.1 413/ : /^(HTTP\/1\.1 400|$)/);
    expect(taken()).toBeLessThan(BUFFERS);
    socket.destroy();
    await hook.stop();
  });
});
