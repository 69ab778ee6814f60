import { randomBytes, randomInt, randomUUID } from "node:crypto";

export interface Random {
  uuid(): string;
  bytes(count: number): Uint8Array;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
}

export const secureRandom: Random = {
  uuid: randomUUID,
  bytes: randomBytes,
  below: (limit) => randomInt(limit),
};

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Lower-case base32, as crypto.SecureAlphanumeric makes it. */
export function base32(random: Random, length: number): string {
  return Array.from(random.bytes(length), (byte) => BASE32[byte % 32]).join("");
}
