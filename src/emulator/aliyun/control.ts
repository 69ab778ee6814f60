import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { createInbox } from "../inbox/create-inbox.ts";
import { localOnly } from "../local-only.ts";
import { describeWorld } from "./describe-world.ts";
import { faultSchema } from "./fault-schema.ts";
import { isSameNumber } from "./phone-number.ts";
import { receiptChangesSchema, reportSchema } from "./receipt-settings.ts";
import type { World } from "./world.ts";

const faultsSchema = z.preprocess((json) => Array.isArray(json) ? json : [json], z.array(faultSchema));

const seconds = z.number().min(-1e9).max(1e9);
const clockSchema = z.strictObject({
  offsetSeconds: seconds.optional(),
  advanceSeconds: seconds.nonnegative().optional(),
});

const settingsSchema = z.strictObject({
  flowControl: z.boolean().exactOptional(),
  balance: z.int().nonnegative().exactOptional(),
});

/** The surface under `/_emulator`, a prefix the vendor cannot have; for this machine's person alone. */
export function createControl(world: World): Hono {
  const app = new Hono();
  app.use(localOnly());

  app.get("/", (c) => c.json(describeWorld(world)));
  app.get("/requests", (c) => c.json({ requests: world.requests.all() }));
  app.get("/messages", (c) => {
    const phone = c.req.query("phone");
    const messages = world.messages.all();
    return c.json({
      messages: phone ? messages.filter((message) => isSameNumber(message.phone, phone)) : messages,
    });
  });
  app.delete("/messages", (c) => {
    world.messages.clear();
    return c.json({ messages: [] });
  });
  app.get("/events", (c) => streamEvents(c, world));
  app.route("/inbox", createInbox());

  const faults = () => ({ faults: world.faults.all() });
  app.get("/fault", (c) => c.json(faults()));
  app.put("/fault", (c) =>
    withInput(c, faultsSchema, "fault", (next) => {
      world.faults.set(next);
      return faults();
    }));
  app.delete("/fault", (c) => {
    world.faults.set([]);
    return c.json(faults());
  });

  app.get("/clock", (c) => c.json(world.clock.read()));
  app.put("/clock", (c) =>
    withInput(c, clockSchema, "clock", (change) => {
      if (change.offsetSeconds !== undefined) world.clock.setOffset(change.offsetSeconds);
      world.clock.advance(change.advanceSeconds ?? 0);
      world.surroundings.advance(change.advanceSeconds ?? 0);
      return world.clock.read();
    }));

  app.get("/settings", (c) => c.json(world.account.settings()));
  app.put(
    "/settings",
    (c) => withInput(c, settingsSchema, "settings", (changes) => world.account.updateSettings(changes)),
  );

  app.get("/receipts", (c) => c.json(world.carrier.settings()));
  app.put(
    "/receipts",
    (c) => withInput(c, receiptChangesSchema, "receipts", (changes) => world.carrier.updateSettings(changes)),
  );
  app.post("/receipts", (c) =>
    withInput(c, reportSchema, "receipt", ({ message, code, secondsAgo }) => ({
      message: world.carrier.report(message, code, secondsAgo) ?? null,
    })));
  app.get("/surroundings", (c) => c.json(world.surroundings.describe()));

  app.post("/reset", (c) => {
    world.reset();
    return c.json({ reset: true });
  });
  app.notFound((c) => c.json({ error: `Cannot ${c.req.method} ${c.req.path}: see GET /_emulator/` }, 404));
  return app;
}

async function withInput<Input>(
  c: Context,
  schema: z.ZodType<Input>,
  what: string,
  apply: (input: Input) => object,
): Promise<Response> {
  const json: unknown = await c.req.json().catch(() => undefined);
  if (json === undefined) return c.json({ error: `Cannot set the ${what}: the body is not JSON` }, 400);
  const parsed = schema.safeParse(json);
  if (parsed.success) return c.json(apply(parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
  return c.json({ error: `Cannot set the ${what}: ${problems.join("; ")}` }, 400);
}

function streamEvents(c: Context, world: World): Response {
  return streamSSE(c, async (stream) => {
    const send = (event: string, data: object) => void stream.writeSSE({ event, data: JSON.stringify(data) });
    const subscriptions = [
      world.messages.subscribe((event) => send(event.type, event.type === "cleared" ? {} : event.message)),
      world.requests.subscribe((request) => send("request", request)),
      world.surroundings.verdicts.subscribe((verdict) => send("verdict", verdict)),
    ];
    const aborted = new Promise<void>((resolve) => stream.onAbort(resolve));
    // Headers leave with the first byte: a reader then knows that nothing will be missed.
    await stream.write(": connected\n\n");
    await aborted;
    subscriptions.forEach((unsubscribe) => unsubscribe());
  });
}
