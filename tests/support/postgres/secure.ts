import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { PostgresServer } from "../../../src/local-world/postgres-server.ts";
import { sql } from "./server.ts";

/** Turns on TLS, with a certificate for `localhost` that `tests/fixtures/postgres/ca.pem` signed. */
export async function turnOnTls(server: PostgresServer): Promise<void> {
  const folder = String((await sql(server.url, "show data_directory"))[0]?.["data_directory"]);
  for (const file of ["server.pem", "server-key.pem"]) {
    await copyFile(join("tests/fixtures/postgres", file), join(folder, file));
    await server.own(join(folder, file));
  }
  for (
    const setting of ["ssl_cert_file = 'server.pem'", "ssl_key_file = 'server-key.pem'", "ssl = on"]
  ) await sql(server.url, `alter system set ${setting}`);
  await server.stop();
  await server.start();
}
