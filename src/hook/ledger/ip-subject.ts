/** Whoever has an IPv6 address has the 2^64 of its network (RFC 4291 §2.5.4), so they count as one. */
const NETWORK_GROUPS = 4;
/** As nearly every address comes: to see that it needs nothing costs a fifth of what taking it apart does. */
const DOTTED = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?=\d)|$)){4}$/;
const IPV4_MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * One spelling per address: IPv4 dotted, IPv6 as its /64, a mapped IPv4 as the IPv4 that it is. Every text that is
 * no address is `unknown`, one subject together: an attacker who garbles a header gains no windows of their own.
 * The URL standard's parser brings IPv6 into its one short form (RFC 5952).
 */
export function ipSubject(text: string): string {
  if (DOTTED.test(text)) return text;
  const bare = text.trim().replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  if (bare.length > 45) return "unknown";
  return bare.includes(":") ? ipv6Subject(bare) : ipv4Subject(bare);
}

/**
 * The network that a subject is in, as networks are routed and rented: a /24 of IPv4, a /48 of IPv6 (RFC 6177).
 * @param subject of `ipSubject`
 */
export function networkOf(subject: string): string | undefined {
  if (subject === "unknown") return undefined;
  if (subject.includes(".")) return `${subject.split(".").slice(0, 3).join(".")}.0/24`;
  return `${subject.split(":").slice(0, 3).join(":")}::/48`;
}

/** Decimal, as Go's and every proxy's parser has it; the URL standard would read `010` as eight. */
function ipv4Subject(text: string): string {
  const parts = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number) : [256];
  return parts.every((part) => part < 256) ? parts.join(".") : "unknown";
}

function ipv6Subject(text: string): string {
  const url = `http://[${text}]/`;
  if (!URL.canParse(url)) return "unknown";
  const host = new URL(url).hostname.slice(1, -1);
  const [, high, low] = IPV4_MAPPED.exec(host) ?? [];
  if (high !== undefined && low !== undefined) return mappedIpv4(parseInt(high, 16), parseInt(low, 16));
  const [head = "", tail] = host.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return `${[...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).join(":")}::/64`;
}

const mappedIpv4 = (high: number, low: number): string =>
  [high >> 8, high & 255, low >> 8, low & 255].join(".");
