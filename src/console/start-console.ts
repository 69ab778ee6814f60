import { serve } from "@hono/node-server";
import { once } from "node:events";
import { writePrices } from "../cli/ledger-prices.ts";
import type { Prices } from "../hook/config/read-prices.ts";
import { failureOf, type Sentence } from "../cli/with-ledger-database.ts";
import { act } from "./act.ts";
import { checkLedger } from "./check-ledger.ts";
import { createConsoleApp } from "./create-app.ts";
import { createFind } from "./find-person.ts";
import { openLedgerDatabase } from "./ledger-database.ts";
import { loadPage } from "./page-files.ts";
import { createLedgerReader, type LedgerReader } from "./read-ledger.ts";
import { remember } from "./remember.ts";
import { sqlSentence } from "./sql-sentence.ts";
import type { Range } from "./wire.ts";

export interface ConsoleOptions {
  readonly port: number;
  readonly databaseUrl: string;
  readonly ca: string | undefined;
  /** Of the function; undefined where nobody has given it, and no person can be found then. */
  readonly ledgerKey: string | undefined;
  readonly prices: Prices | undefined;
  /** In whose name it pauses and blocks. */
  readonly actor: string;
}

export interface Console {
  readonly url: string;
  readonly mayAct: boolean;
  /** False where prices were given and this role may not write them. */
  readonly pricesWritten: boolean;
  /** Which were written, and which removed. */
  readonly prices: Sentence | undefined;
  close(): Promise<void>;
}

const CONSOLE_COMMAND = "npm run console";

/** How old a chart may be: a month is heavy and changes little. */
const HISTORY_MS: Readonly<Record<Range, number>> = { day: 3_000, month: 30_000 };

/** @returns a sentence that names the remedy where the ledger cannot be read */
export async function startConsole(options: ConsoleOptions): Promise<Console | Sentence> {
  const { port, databaseUrl, ca, ledgerKey, prices, actor } = options;
  const database = openLedgerDatabase(databaseUrl, ca);
  try {
    const [rights, page] = await Promise.all([checkLedger(database), loadPage()]);
    if ("en" in rights) {
      await database.close();
      return rights;
    }
    const written = prices && rights.maySetPrices
      ? await database.write({}, (query) => writePrices(query, prices))
      : undefined;
    const reader = createLedgerReader(database);
    const find = ledgerKey === undefined ? undefined : createFind(reader, ledgerKey);
    const history = rememberedHistory(reader);
    const app = createConsoleApp({
      page,
      find,
      history,
      async now(zone) {
        const { hostname, pathname } = new URL(databaseUrl);
        const name = `${hostname}${pathname}`;
        return {
          ...await reader.now(zone),
          database: name,
          mayAct: rights.mayAct,
          mayFind: find !== undefined,
        };
      },
      act: rights.mayAct ? (wanted) => act(database, wanted, actor) : undefined,
      explain: (error) => sqlSentence(error) ?? failureOf(error, CONSOLE_COMMAND),
    });
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
    await once(server, "listening");
    const address = server.address();
    const at = typeof address === "object" && address ? address.port : port;
    return {
      url: `http://127.0.0.1:${at}/`,
      mayAct: rights.mayAct,
      prices: written,
      pricesWritten: prices === undefined || rights.maySetPrices,
      async close() {
        // A browser keeps its connections open.
        if ("closeAllConnections" in server) server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function rememberedHistory({ history }: LedgerReader) {
  const remembered = remember((key: `${Range} ${string}`) => history(rangeOf(key), zoneOf(key)), {
    ms: (key) => HISTORY_MS[rangeOf(key)],
    now: () => performance.now(),
  });
  return (range: Range, zone: string) => remembered.get(`${range} ${zone}`);
}

const rangeOf = (key: `${Range} ${string}`): Range => key.startsWith("month ") ? "month" : "day";
const zoneOf = (key: string): string => key.slice(key.indexOf(" ") + 1);
