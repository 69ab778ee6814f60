export type SignInMethod = "otp" | "password" | "anonymous" | "mfa/phone";

export interface RefreshToken {
  readonly token: string;
  readonly parent: string | undefined;
  revoked: boolean;
}

export interface Session {
  readonly id: string;
  readonly userId: string;
  createdAt: number;
  aal: "aal1" | "aal2";
  factorId: string | undefined;
  /** In the order in which they were first used. */
  methods: { method: SignInMethod; at: number }[];
  readonly refreshTokens: RefreshToken[];
}

export const activeRefreshToken = (session: Session) =>
  session.refreshTokens.findLast(({ revoked }) => !revoked);

/** A method that is used again moves its time, not its place. */
export function addMethod(session: Session, method: SignInMethod, at: number): void {
  const known = session.methods.find((entry) => entry.method === method);
  if (known) known.at = at;
  else session.methods.push({ method, at });
}
