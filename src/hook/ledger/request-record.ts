import type { SendSmsFlow } from "../sms/flow.ts";
import { type PhoneNumber, prefixOf } from "../sms/phone-number.ts";
import { ipSubject, networkOf } from "./ip-subject.ts";
import type { KeyedHash } from "./keyed-hash.ts";

/** What a ledger may keep of a request for its owner to see: no code, no number, no address. */
export interface RequestRecord {
  /** Keyed hash of the number in E.164; the same number has the same hash as long as the key stays. */
  numberHash: string;
  /** Such as `+861380013****`: nothing behind the prefix, for a row's columns together must not tell a number. */
  numberMask: string;
  /** ISO 3166-1, undefined where the calling code belongs to no country. */
  country: string | undefined;
  /** The digits that the numbers of one block share. */
  prefix: string;
  /** Keyed hash of the address that is counted; undefined before Auth 2.187, which does not say it. */
  ipHash: string | undefined;
  /** Keyed hash of the network that the address is in, for a ledger that keeps it; undefined without an address. */
  netHash(): string | undefined;
  flow: SendSmsFlow;
  /** Whether the number is a second factor's that Auth has verified. */
  verifiedFactor: boolean;
  /** `auth.users.id`, a UUID. */
  userId: string | undefined;
}

/** @param request `ipAddress` as Auth gives it: undefined where its release says none, `""` where it found none */
export function recordOf(
  { phone, flow, verifiedFactor, userId, ipAddress }: {
    phone: PhoneNumber;
    flow: SendSmsFlow;
    verifiedFactor: boolean;
    userId: string | undefined;
    ipAddress: string | undefined;
  },
  keyedHash: KeyedHash,
): RequestRecord {
  const prefix = prefixOf(phone);
  const ip = ipAddress === undefined ? undefined : ipSubject(ipAddress);
  return {
    numberHash: keyedHash("number", phone.e164),
    numberMask: `+${prefix}****`,
    country: phone.country,
    prefix,
    ipHash: ip === undefined ? undefined : keyedHash("ip", ip),
    netHash() {
      const network = ip === undefined ? undefined : networkOf(ip);
      return network === undefined ? undefined : keyedHash("net", network);
    },
    flow,
    verifiedFactor,
    userId,
  };
}
