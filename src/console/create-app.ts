import { type Context, Hono } from "hono";
import { type Sentence } from "../cli/with-ledger-database.ts";
import type { Find } from "./find-person.ts";
import { localOnly } from "./local-only.ts";
import { PAGE_HEADERS, type PageFiles } from "./page-files.ts";
import { actSchema, personSchema, problemIn, rangeSchema, zoneSchema } from "./requests.ts";
import type { Act, History, Now, Range } from "./wire.ts";

export interface ConsoleParts {
  readonly page: PageFiles;
  now(zone: string): Promise<Now>;
  history(range: Range, zone: string): Promise<History>;
  /** Undefined where there is no key to hash numbers with. */
  readonly find: Find | undefined;
  /** Undefined where the role may only read. */
  readonly act: ((wanted: Act) => Promise<void>) | undefined;
  /** What an error means to the operator. */
  explain(error: unknown): Sentence;
}

const NOT_UNDERSTOOD: Sentence = { en: "The request could not be read.", zh: "无法识别该请求。" };
const NO_KEY: Sentence = {
  en: "To find a person, start the console with the function's SMS_LEDGER_KEY or hook secret.",
  zh: "查询个人记录需要密钥：请设置与函数相同的 SMS_LEDGER_KEY 或 Hook 密钥后重新启动控制台。",
};
const READ_ONLY: Sentence = {
  en: "This role may only read: to pause or block, start the console as the ledger's owner.",
  zh: "当前角色只有读取权限：如需暂停或封禁，请以账本所有者身份启动控制台。",
};

/** The console's page and what it asks, for this machine's person only. A number comes in a body, never in a URL. */
export function createConsoleApp({ page, now, history, find, act, explain }: ConsoleParts): Hono {
  const app = new Hono();
  app.use(localOnly());
  for (const { path, type, body } of page) {
    app.get(path, (c) => c.body(body, 200, { ...PAGE_HEADERS, "content-type": type }));
  }
  app.use("/api/*", async (c, next) => {
    await next();
    c.res.headers.set("cache-control", "no-store");
  });

  app.get("/api/now", async (c) => {
    const zone = zoneSchema.safeParse(c.req.query("zone"));
    return zone.success ? c.json(await now(zone.data)) : notUnderstood(c);
  });
  app.get("/api/history", async (c) => {
    const zone = zoneSchema.safeParse(c.req.query("zone"));
    const range = rangeSchema.safeParse(c.req.query("range"));
    return zone.success && range.success ? c.json(await history(range.data, zone.data)) : notUnderstood(c);
  });
  app.post("/api/person", async (c) => {
    if (!find) return c.json({ problem: NO_KEY }, 409);
    const asked = personSchema.safeParse(await bodyOf(c));
    if (!asked.success) return notUnderstood(c);
    const found = await find(asked.data.phone);
    return "en" in found ? c.json({ problem: found }, 422) : c.json(found);
  });
  app.post("/api/act", async (c) => {
    if (!act) return c.json({ problem: READ_ONLY }, 409);
    const wanted = actSchema.safeParse(await bodyOf(c));
    if (!wanted.success) return notUnderstood(c, problemIn(wanted.error));
    await act(wanted.data);
    return c.json({ done: true });
  });
  app.onError((error, c) => c.json({ problem: explain(error) }, 502));
  return app;
}

const bodyOf = (c: Context): Promise<unknown> => c.req.json().catch(() => undefined);
const notUnderstood = (c: Context, problem = NOT_UNDERSTOOD) => c.json({ problem }, 400);
