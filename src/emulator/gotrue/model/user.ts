import type { Random } from "../random.ts";
import type { AuthSettings } from "../settings.ts";
import type { JsonMap } from "../wire/go-json.ts";

/** Points in time are milliseconds since 1970; null is a column that is not set. */
export type Instant = number | null;

export interface Identity {
  identityId: string;
  provider: Provider;
  data: JsonMap;
  lastSignInAt: number;
  createdAt: number;
  updatedAt: number;
}
export type Provider = "phone" | "email";

export interface Factor {
  id: string;
  createdAt: number;
  updatedAt: number;
  status: "unverified" | "verified";
  friendlyName: string;
  phone: string;
  lastChallengedAt: Instant;
}

/** A row of auth.users with its identities and factors. */
export interface User {
  id: string;
  aud: string;
  role: string;
  email: string;
  emailConfirmedAt: Instant;
  phone: string;
  phoneConfirmedAt: Instant;
  confirmationToken: string;
  confirmationSentAt: Instant;
  /** A generated column: the earlier confirmation, as of the last read. */
  confirmedAt: Instant;
  newEmail: string;
  emailChangeSentAt: Instant;
  newPhone: string;
  phoneChangeToken: string;
  phoneChangeSentAt: Instant;
  reauthenticationToken: string;
  reauthenticationSentAt: Instant;
  lastSignInAt: Instant;
  appMetadata: JsonMap;
  userMetadata: JsonMap;
  passwordHash: string;
  factors: Factor[];
  identities: Identity[];
  createdAt: number;
  updatedAt: number;
  bannedUntil: Instant;
  isAnonymous: boolean;
}

/** What a new row needs of its surroundings. */
interface Maker {
  readonly random: Random;
  readonly now: () => number;
  readonly settings: Pick<AuthSettings, "jwtAud" | "jwtDefaultRole">;
}

export function newUser({ random, now, settings }: Maker, given: Partial<User>): User {
  const at = now();
  return {
    id: random.uuid(),
    aud: settings.jwtAud,
    role: settings.jwtDefaultRole,
    email: "",
    emailConfirmedAt: null,
    phone: "",
    phoneConfirmedAt: null,
    confirmationToken: "",
    confirmationSentAt: null,
    confirmedAt: null,
    newEmail: "",
    emailChangeSentAt: null,
    newPhone: "",
    phoneChangeToken: "",
    phoneChangeSentAt: null,
    reauthenticationToken: "",
    reauthenticationSentAt: null,
    lastSignInAt: null,
    appMetadata: {},
    userMetadata: {},
    passwordHash: "",
    factors: [],
    identities: [],
    createdAt: at,
    updatedAt: at,
    bannedUntil: null,
    isAnonymous: false,
    ...given,
  };
}

interface IdentityClaims {
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly phone?: string;
  readonly phoneVerified?: boolean;
}

/** provider.Claims as a map; what the app sent in `data` fills keys that are free. */
export function newIdentity(
  { random, now }: Pick<Maker, "random" | "now">,
  user: User,
  provider: Provider,
  claims: IdentityClaims,
  data: JsonMap = {},
): Identity {
  const at = now();
  return {
    identityId: random.uuid(),
    provider,
    data: {
      ...data,
      sub: user.id,
      ...(claims.email ? { email: claims.email } : {}),
      ...(claims.phone ? { phone: claims.phone } : {}),
      email_verified: claims.emailVerified ?? false,
      phone_verified: claims.phoneVerified ?? false,
    },
    lastSignInAt: at,
    createdAt: at,
    updatedAt: at,
  };
}

export const identityOf = (user: User, provider: Provider) =>
  user.identities.find((identity) => identity.provider === provider);

export const isBanned = (user: User, now: number) => user.bannedUntil !== null && now < user.bannedUntil;

export const hasVerifiedFactor = (user: User) => user.factors.some((factor) => factor.status === "verified");

/** UpdateUserMetaData: a null removes its key. */
export function mergeMap(into: JsonMap, updates: JsonMap): void {
  for (const [key, value] of Object.entries(updates)) {
    if (value === null) delete into[key];
    else into[key] = value;
  }
}
