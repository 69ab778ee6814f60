/** A `Request` or a `Response`. */
type Message = Pick<Request, "headers" | "body" | "text">;

/**
 * The body as text, or nothing if it is larger than `maxBytes`: a declared length is checked before a byte is
 * read, anything else while reading.
 * @throws whatever reading throws, such as when the other side hangs up
 */
export function readText(message: Message, maxBytes: number): Promise<string | undefined> {
  const declared = declaredLength(message.headers);
  if (declared === undefined) return readChunks(message, maxBytes);
  return declared <= maxBytes ? message.text() : Promise.resolve(undefined);
}

async function readChunks(message: Message, maxBytes: number): Promise<string | undefined> {
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

/**
 * A length that HTTP holds the body to. Beside `transfer-encoding` it counts for nothing (RFC 9112 §6.3), and Deno
 * passes both on; of a compressed body it says nothing once that is unpacked.
 */
function declaredLength(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  // By `get`: on Deno 2.9 `has` first makes a list of all headers.
  const isSaid = (name: string) => headers.get(name) !== null;
  if (length === null || isSaid("transfer-encoding") || isSaid("content-encoding")) return undefined;
  return Number(length);
}
