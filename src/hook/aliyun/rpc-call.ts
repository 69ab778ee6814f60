/** One RPC action of Alibaba Cloud: where, what, with which parameters besides the common ones. */
export interface RpcCall {
  /** Origin of the product's endpoint, such as `https://dysmsapi.aliyuncs.com`. */
  endpoint: string;
  /** Whose access key signs; see `AskCredentials`. */
  account: string | undefined;
  version: string;
  action: string;
  params: Readonly<Record<string, string>>;
}

export type CallResult =
  /** A JSON object came back; `body` is not yet trusted. */
  | { status: "answered"; httpStatus: number; body: Record<string, unknown> }
  /** Nothing was written: the provider cannot have sent. */
  | { status: "not_connected"; cause: "not_connected" | "net_not_allowed" | "no_credentials" }
  /** Written, but no answer came: `timeout`, `connection lost`. */
  | { status: "no_answer"; cause: string }
  /** An answer that is no JSON object, or larger than any. */
  | { status: "unreadable"; httpStatus: number };

export interface Credentials {
  accessKeyId: string;
  accessKeySecret: string;
  /** Of a temporary (STS) key. */
  securityToken: string | undefined;
}

/**
 * The key of an account, asked for before every send: a host whose keys are temporary can renew them. May reject, or
 * take its time; the send then fails with nothing sent.
 */
export type AskCredentials = (account: string | undefined) => Credentials | Promise<Credentials>;

/** What is posted: the parameters and their signature as `application/x-www-form-urlencoded`. */
export interface SignedForm {
  headers: Record<string, string>;
  /** The code is in here, and never in the URL. */
  form: string;
}

/** One contract test holds every implementation. */
export type SignForm = (call: RpcCall, credentials: Credentials) => SignedForm | Promise<SignedForm>;
