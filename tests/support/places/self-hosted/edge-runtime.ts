// Run by Deno 2.1.4 in the place of `edge-runtime start --main-service …`: user workers are processes here and
// isolates there, and memory, CPU and wall clock have no limits here. What is the same: which file of a folder is a
// function's (crates/base/src/runtime/mod.rs), one worker for a path while it lives, the permissions, the variables.
const FILES = ["index.ts", "index.tsx", "index.js", "index.mjs", "index.jsx"];
const WORKER = new URL("../../packed/edge-worker.ts", import.meta.url).pathname;
const children: Deno.ChildProcess[] = [];
const workers = new Map<string, Promise<{ fetch(request: Request): Promise<Response> }>>();

async function entryOf(folder: string): Promise<string> {
  for (const file of FILES) {
    const found = await Deno.stat(`${folder}/${file}`).then((stat) => stat.isFile, () => false);
    if (found) return `${folder}/${file}`;
  }
  throw new Error("could not find an appropriate entrypoint");
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

async function start(folder: string, envVars: [string, string][]) {
  const entry = await entryOf(folder);
  const port = freePort();
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-config",
      "--no-remote",
      "--no-npm",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      "--allow-write",
      "--allow-import",
      "--allow-sys=hostname",
      WORKER,
      `file://${entry}`,
    ],
    clearEnv: true,
    env: { ...Object.fromEntries(envVars), PORT: String(port) },
  });
  const child = command.spawn();
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  const failed = child.status.then(() => {
    throw new Error("worker boot error");
  });
  failed.catch(() => {});
  await Promise.race([failed, untilListening(port)]);
  return {
    fetch(request: Request): Promise<Response> {
      const { pathname, search } = new URL(request.url);
      return fetch(url + pathname + search, {
        method: request.method,
        headers: request.headers,
        body: request.body,
      });
    },
  };
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const connected = await Deno.connect({ hostname: "127.0.0.1", port }).then(
      (conn) => conn.close(),
      () => "no",
    );
    if (connected === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

Reflect.set(globalThis, "EdgeRuntime", {
  userWorkers: {
    create({ servicePath, envVars }: { servicePath: string; envVars: [string, string][] }) {
      const running = workers.get(servicePath) ?? start(servicePath, envVars);
      workers.set(servicePath, running);
      running.catch(() => workers.delete(servicePath));
      return running;
    },
  },
});
Deno.addSignalListener("SIGTERM", async () => {
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(children.map((child) => child.status));
  Deno.exit(0);
});
await import("./main.ts");
