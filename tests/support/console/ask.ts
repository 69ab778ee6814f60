// deno-lint-ignore no-explicit-any -- whatever shape a page reads; each test says what it expects of it
type Answer = { readonly status: number; readonly body: any };

/** What a page asks of a console's server, and whatever else might ask it. */
export function createAsk(consoleUrl: () => string) {
  async function get(path: string, headers: Record<string, string> = {}, base = consoleUrl()) {
    const answer = await fetch(new URL(path, base), { headers });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
  async function post(path: string, body: unknown, base = consoleUrl()): Promise<Answer> {
    const answer = await fetch(new URL(path, base), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }
  const read = async (path: string, base?: string) => JSON.parse((await get(path, {}, base)).text);
  return { get, post, read };
}
