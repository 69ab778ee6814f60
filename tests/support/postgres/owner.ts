import pg from "pg";

/** What a session may be left with by it: settings, an open transaction, objects of its own. */
const LEAVES_SOMETHING = /^\s*(set|begin)\b|\bset_config\b|\bpg_temp\b/i;

/** The owner's statements over few connections: each that is opened costs the server more than most statements do. */
export function createOwner(url: string) {
  const pool = new pg.Pool({ connectionString: url });
  // A server that a test ends is no fault of its clients.
  pool.on("error", () => {});
  return {
    async run(text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
      const client = await pool.connect();
      let isAsBefore = false;
      try {
        const { rows } = await client.query(text, values);
        isAsBefore = !LEAVES_SOMETHING.test(text);
        return rows;
      } finally {
        client.release(!isAsBefore);
      }
    },
    close: () => pool.end(),
  };
}
