import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";

const TSX = "node_modules/.bin/tsx";
const SERVE = "src/emulator/gotrue/serve.ts";

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
});

function serve(args: string[], env: { readonly [name: string]: string }) {
  const started = spawn(TSX, [SERVE, ...args], { env: { ...process.env, ...env } });
  child = started;
  let output = "";
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk) => (output += chunk));
  return { started, output: () => output };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

describe("npm run emulator:auth", () => {
  it("says what it is for, serves Auth's variables, and stops at SIGTERM", async () => {
    const port = await freePort();
    const env = { PORT: String(port), GOTRUE_EXTERNAL_PHONE_ENABLED: "true", GOTRUE_JWT_EXP: "60" };
    const { started, output } = serve(["--release", "2.180"], env);
    await expect.poll(output, { timeout: 10_000 }).toContain("never for production");
    const health = await (await fetch(`http://127.0.0.1:${port}/health`)).json();
    expect(health).toMatchObject({ name: "GoTrue", version: "v2.180.0" });
    const settings = await (await fetch(`http://127.0.0.1:${port}/settings`)).json();
    expect(settings).toMatchObject({ external: { phone: true } });
    started.kill("SIGTERM");
    expect(await once(started, "exit")).toEqual([0, null]);
  });

  it("says in one sentence that its port is taken", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { started, output } = serve([], { PORT: String(port) });
    expect(await once(started, "exit")).toEqual([1, null]);
    expect(output()).toBe(`Cannot listen on 127.0.0.1:${port}: it is in use\n`);
    holder.close();
  });
});
