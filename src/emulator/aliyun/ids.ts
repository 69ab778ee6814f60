export type Ids = {
  requestId(): string;
  messageId(): string;
  bizId(): string;
  digits(length: number): string;
};

export function createIds(randomUuid: () => string): Ids {
  const digits = (length: number) =>
    BigInt(`0x${randomUuid().replaceAll("-", "")}`).toString().slice(-length).padStart(length, "0");
  return {
    requestId: () => randomUuid().toUpperCase(),
    messageId: randomUuid,
    // "digits^index"; eighteen digits do not fit a JSON number, which is why the real one is a string.
    bizId: () => `9${digits(17)}^0`,
    digits,
  };
}
