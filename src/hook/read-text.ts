/** A `Request` or a `Response`. */
type Message = Pick<Request, "body" | "text">;

/**
 * The body as text, or nothing if it is larger than `maxBytes`.
 * @param declared the length that HTTP holds the body to, checked before a byte is read; without one, reading is
 *   what stops
 * @throws whatever reading throws, such as when the other side hangs up
 */
export async function readText(
  message: Message,
  { declared, maxBytes }: { declared: string | null; maxBytes: number },
): Promise<string | undefined> {
  if (declared !== null) return Number(declared) <= maxBytes ? await message.text() : undefined;
  let text = "";
  let size = 0;
  const decoder = new TextDecoder();
  // Leaving the loop early cancels the rest.
  for await (const chunk of message.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
