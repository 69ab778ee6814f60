import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startLocalLedger } from "../../src/local-world/local-ledger.ts";
import { assertPortsFree } from "../../src/local-world/ports.ts";
import { textsIn } from "../../src/local-world/texts.ts";
import { sql } from "../support/postgres/server.ts";
import { freePorts, type RunningProcess, startWorld } from "../support/local-world-process.ts";

/** What a world prints when it is up. */
const UP = "Ctrl-C stops everything";

/** The world's server, by the kernel's list, and its folder, by the server's own arguments. */
function serverOf({ pid }: RunningProcess): { pid: number; folder: string } {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(
    Number,
  );
  for (const child of children) {
    const folder = /-D\0([^\0]+)\/data\0/.exec(readFileSync(`/proc/${child}/cmdline`, "utf8"))?.[1];
    if (folder !== undefined) return { pid: child, folder };
  }
  throw new Error("Cannot find the world's Postgres");
}

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function goneWithin(ms: number, { pid, folder }: { pid: number; folder: string }): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until; await sleep(50)) {
    if (!isRunning(pid) && !existsSync(folder)) return true;
  }
  return false;
}

async function nothingLeftAfter(signal: NodeJS.Signals, world: RunningProcess): Promise<boolean> {
  const server = serverOf(world);
  expect([isRunning(server.pid), existsSync(server.folder)]).toEqual([true, true]);
  world.kill(signal);
  await world.exited;
  return await goneWithin(10_000, server);
}

describe.runIf(process.platform === "linux")("the ledger of npm start", () => {
  test("is a real Postgres, whose newest request the console tells with its person, and that SQL can be tried on", async () => {
    const world = startWorld(await freePorts());
    await world.until(UP);
    const [, url = ""] = /Console\s+(\S+)/.exec(world.stdout()) ?? [];
    const now = JSON.parse(await (await fetch(new URL("/api/now?zone=UTC", url))).text());
    expect(now).toMatchObject({ mayAct: true, mayFind: true, currency: "CNY", today: { sent: 1 } });
    expect(now.recent).toMatchObject([{ status: "accepted", number_mask: "+861380000****", cost: 0.045 }]);
    const found = await fetch(new URL("/api/person", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ phone: "+8613800000001" }),
    });
    expect(JSON.parse(await found.text()).requests).toHaveLength(1);
    const [, ledger = ""] = /^ {2}Ledger {3}psql '([^']+)'$/m.exec(world.stdout()) ?? [];
    expect(await sql(ledger, "select number_mask from send_sms.traced")).toEqual([
      { number_mask: "+861380000****" },
    ]);
    expect(await nothingLeftAfter("SIGTERM", world)).toBe(true);
    expect(await world.exited).toBe(0);
  });

  test.each(["SIGINT", "SIGKILL"] as const)(
    "leaves no process and no folder behind after %s, as after SIGTERM, and its ports free",
    async (signal) => {
      const ports = await freePorts();
      const world = startWorld(ports);
      await world.until(UP);
      expect(await nothingLeftAfter(signal, world)).toBe(true);
      const areFree = () => assertPortsFree(ports).then(() => true, () => false);
      await expect.poll(areFree, { timeout: 5000 }).toBe(true);
    },
  );

  test("is none where Postgres finds no place for its data", async () => {
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = "/proc/no-such-folder";
    try {
      expect(await startLocalLedger({ prices: undefined })).toBeUndefined();
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
  });

  test.each(
    [
      ["en", "No Postgres can be run here: the ledger is kept in memory, and there is no console."],
      ["zh", "此处无法运行 Postgres：账本保存在内存中，不提供控制台。"],
    ] as const,
  )("is then in memory, and one sentence says so in %s", (language, sentence) => {
    const links = {
      page: "page",
      inbox: "inbox",
      auth: "auth",
      hook: "hook",
      console: undefined,
      ledger: undefined,
    };
    const said = textsIn(language).links({ authVersion: "v2.196.0", publishableKey: "key", links });
    expect(said).toContain(sentence);
    expect(said).not.toContain("psql");
  });
});

test("what starts it keeps a template of its data, not the data", () => {
  const cached = readdirSync("node_modules/.cache/send-sms-postgres");
  expect(cached.filter((name) => !/^[\d.]+(-beta\.\d+)?-[0-9a-f]{8}$/.test(name))).toEqual([]);
});
