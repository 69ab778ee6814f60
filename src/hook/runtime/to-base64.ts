/** For a handful of bytes, such as a MAC. Spread as arguments they would go through an iterator, at eight times the cost. */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Reflect.apply(String.fromCharCode, undefined, bytes));
