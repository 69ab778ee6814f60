import { spawn } from "node:child_process";
import { freePort } from "../support/free-port.ts";
import { load } from "./load.ts";
import { startSink } from "./sink.ts";
import { SECRET } from "./requests.ts";
import { denoBinary } from "../../src/cli/deno-binary.ts";
const { WebSocket } = await import("undici" as any).catch(() => ({ WebSocket: undefined }));
const [deno, file] = process.argv.slice(2) as [any, string];
const sink = await startSink();
const port = await freePort();
const insp = await freePort();
const child = spawn("taskset", [
  "-c",
  "0",
  denoBinary(deno),
  "run",
  "--inspect=127.0.0.1:" + insp,
  "--no-config",
  "--cached-only",
  "-A",
  file,
], {
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NO_COLOR: "1",
    SEND_SMS_HOOK_SECRETS: SECRET,
    ALIBABA_CLOUD_ACCESS_KEY_ID: "bench-key-id-not-real",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "bench-key-secret-not-real",
    ALIYUN_SMS_SIGN_NAME: "性能测试",
    ALIYUN_SMS_TEMPLATE_CODE: "SMS_000000000",
    ALIYUN_SMS_ENDPOINT: sink.url,
    SMS_LIMIT_PER_NUMBER: "1/60s,5/1h,10/1d",
    SMS_LIMIT_PER_IP: "100000000/1d",
    SMS_LIMIT_PER_COUNTRY: "100000000/1d",
    SMS_LIMIT_TOTAL: "100000000/1d",
    PORT: String(port),
  },
  stdio: ["ignore", "pipe", "pipe"],
});
child.stdout.resume();
child.stderr.resume();
await new Promise((r) => setTimeout(r, 1500));
await load(port, 32, 10000);
const list = await (await fetch(`http://127.0.0.1:${insp}/json`)).json();
const ws = new (globalThis.WebSocket ?? ((await import("ws" as any)) as any).WebSocket)(
  (list as any)[0].webSocketDebuggerUrl,
);
await new Promise((r) => ws.addEventListener("open", r));
let id = 0;
const wait = new Map<number, (x: any) => void>();
ws.addEventListener("message", (e: any) => {
  const m = JSON.parse(String(e.data));
  if (m.id) wait.get(m.id)?.(m.result);
});
const call = (method: string, params = {}) =>
  new Promise<any>((r) => {
    const i = ++id;
    wait.set(i, r);
    ws.send(JSON.stringify({ id: i, method, params }));
  });
await call("Profiler.enable");
await call("Profiler.setSamplingInterval", { interval: 100 });
await call("Profiler.start");
const N = 12000;
await load(port, 32, N);
const { profile } = await call("Profiler.stop");
const self = new Map<string, number>();
let total = 0;
const byId = new Map(profile.nodes.map((n: any) => [n.id, n]));
for (let i = 0; i < profile.samples.length; i++) {
  const n: any = byId.get(profile.samples[i]);
  const dt = profile.timeDeltas[i];
  const f = n.callFrame;
  const k = `${f.functionName || "(anon)"} ${f.url.split("/").pop()}:${f.lineNumber + 1}`;
  self.set(k, (self.get(k) ?? 0) + dt);
  if (f.functionName !== "(idle)") total += dt;
}
console.log("total us/request", (total / N).toFixed(1));
for (const [k, v] of [...self].sort((a, b) => b[1] - a[1]).slice(0, 70)) {
  console.log((v / N).toFixed(2).padStart(8), k);
}
const parent = new Map<number, any>();
for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n);
if (process.env.FIND) {
  for (const n of profile.nodes) {
    if (n.callFrame.functionName === process.env.FIND) {
      let q = n, st: string[] = [];
      while (q && st.length < 9) {
        st.push(
          q.callFrame.functionName + "@" + q.callFrame.url.split("/").pop() + ":" +
            (q.callFrame.lineNumber + 1),
        );
        q = parent.get(q.id);
      }
      console.log(n.hitCount, JSON.stringify(n.children?.length), st.join(" < "));
    }
  }
}
child.kill("SIGKILL");
process.exit(0);
