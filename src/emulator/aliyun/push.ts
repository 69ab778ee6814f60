/** The provider waits no longer (help.aliyun.com 101508). */
const TIMEOUT_MS = 700;

/**
 * Pushes one body, as the provider does.
 * @returns whether it was taken: status 200, and a `code` that is a number, whichever
 */
export async function push(url: string, body: string, closing: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json;charset=utf-8" },
      body,
      redirect: "manual",
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const answer: unknown = await response.json();
    return response.status === 200 && typeof answer === "object" && answer !== null && "code" in answer &&
      typeof answer.code === "number";
  } catch {
    return false;
  }
}
