import { startPostgres } from "../../../src/local-world/postgres-server.ts";
import { freePort } from "../../support/free-port.ts";
import { hookRoleUrl, migrate } from "../../support/postgres/server.ts";
import { measureOnTheFunction, SETUPS } from "./on-the-function.ts";
import { median } from "../report.ts";
const server = await startPostgres({
  port: await freePort(),
  settings: { max_connections: "100", shared_buffers: "512MB", max_wal_size: "8GB" },
});
await migrate(server.url);
const url = await hookRoleUrl(server.url);
const m = await measureOnTheFunction({ url, postgresPid: Number(server.process.pid), turns: 4, starts: 9 });
for (const s of SETUPS) {
  console.log(
    s,
    "cold",
    median(m.starts[s]).toFixed(0),
    Object.fromEntries(
      Object.keys(m.samples[s][0]!).map((k) => [k, median(m.samples[s].map((x: any) => x[k])).toFixed(2)]),
    ),
  );
}
await server.remove();
process.exit(0);
