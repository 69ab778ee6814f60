import * as z from "zod/mini";
import { err, ok, type Result } from "../result.ts";

/** What the hook uses of a request of Auth, the same for every release. */
export interface SendSmsRequest {
  otp: string;
  /** `sms.phone`: the destination, said outright since 2.180. */
  smsPhone: string | undefined;
  mfa: boolean;
  user: {
    /** `auth.users.id`; undefined before 2.150. */
    id: string | undefined;
    phone: string;
    newPhone: string | undefined;
    phoneConfirmed: boolean;
    confirmationSent: boolean;
    phoneChangeSent: boolean;
    phoneFactors: readonly string[];
    /** Those of them whose number Auth has verified. */
    verifiedFactors: readonly string[];
    locale: string | undefined;
  };
  /** Since 2.187; its presence tells how a failure must be answered. */
  metadata:
    /** `ipAddress` as Auth read it from forwarding headers: `""` where it found none, and forgeable by some. */
    | { uuid: string | undefined; timeMs: number | undefined; ipAddress: string }
    | undefined;
}

const text = z.optional(z.nullable(z.string()));
/** Auth makes 6 to 10 digits (`GOTRUE_SMS_OTP_LENGTH`); leading zeros count, so it stays a string. */
const otp = z.string().check(z.regex(/^[0-9]{4,10}$/));

// supabase/auth internal/hooks/v0hooks: only what is used is named, everything else may come and go.
const User = z.object({
  id: text,
  phone: text,
  new_phone: text,
  phone_confirmed_at: text,
  confirmation_sent_at: text,
  phone_change_sent_at: text,
  factors: z.optional(z.nullable(z.array(z.object({ factor_type: text, phone: text, status: text })))),
  user_metadata: z.optional(z.nullable(z.object({ locale: z.optional(z.unknown()) }))),
});
const Body = z.object({
  metadata: z.optional(z.nullable(z.object({ uuid: text, time: text, ip_address: text }))),
  user: User,
  sms: z.object({ otp, phone: text, sms_type: text }),
});
/** Auth 2.146 to 2.149. */
const FlatBody = z.object({ user_id: z.string(), phone: z.string(), otp });

/** @returns the request, or the paths that do not fit; never a value from the payload, which holds the code */
export function parsePayload(raw: string): Result<SendSmsRequest, string> {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return err("body is not JSON");
  }
  if (isFlat(json)) {
    const flat = FlatBody.safeParse(json);
    return flat.success ? ok(fromFlatBody(flat.data)) : err(misfits(flat.error));
  }
  const body = Body.safeParse(json);
  return body.success ? ok(fromBody(body.data)) : err(misfits(body.error));
}

const isFlat = (json: unknown): boolean =>
  typeof json === "object" && json !== null && "otp" in json && !("sms" in json);

function misfits(error: z.core.$ZodError): string {
  // A few tell enough, and a payload may hold thousands.
  const paths = error.issues.slice(0, 5).map((issue) => issue.path.join(".") || "body");
  return `missing or of the wrong form: ${paths.join(", ")}`;
}

function fromFlatBody({ phone, otp }: z.infer<typeof FlatBody>): SendSmsRequest {
  return {
    otp,
    smsPhone: undefined,
    mfa: false,
    user: {
      id: undefined,
      phone,
      newPhone: undefined,
      phoneConfirmed: false,
      confirmationSent: false,
      phoneChangeSent: false,
      phoneFactors: [],
      verifiedFactors: [],
      locale: undefined,
    },
    metadata: undefined,
  };
}

function fromBody({ metadata, user, sms }: z.infer<typeof Body>): SendSmsRequest {
  const factors = (user.factors ?? []).flatMap(({ factor_type, phone, status }) =>
    factor_type === "phone" && phone ? [{ phone, status }] : []
  );
  return {
    otp: sms.otp,
    smsPhone: sms.phone ?? undefined,
    mfa: sms.sms_type === "mfa",
    user: {
      id: uuidOf(user.id),
      phone: user.phone ?? "",
      newPhone: user.new_phone || undefined,
      phoneConfirmed: Boolean(user.phone_confirmed_at),
      confirmationSent: Boolean(user.confirmation_sent_at),
      phoneChangeSent: Boolean(user.phone_change_sent_at),
      phoneFactors: factors.map(({ phone }) => phone),
      verifiedFactors: factors.filter(({ status }) => status === "verified").map(({ phone }) => phone),
      locale: locale(user.user_metadata?.locale),
    },
    metadata: metadata ? readMetadata(metadata) : undefined,
  };
}

const uuidOf = (text: string | null | undefined): string | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text ?? "") ? text?.toLowerCase() : undefined;

/** The app's own user metadata: forgeable, so it chooses among configured texts and does nothing else. */
const locale = (value: unknown): string | undefined =>
  typeof value === "string" && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/.test(value) ? value : undefined;

function readMetadata(metadata: NonNullable<z.infer<typeof Body>["metadata"]>) {
  const timeMs = metadata.time ? Date.parse(metadata.time) : NaN;
  return {
    uuid: uuidOf(metadata.uuid),
    timeMs: Number.isNaN(timeMs) ? undefined : timeMs,
    ipAddress: metadata.ip_address ?? "",
  };
}
