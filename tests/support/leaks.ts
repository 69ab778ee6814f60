/** Identifiers that are made at random and may hold any digits. */
const RANDOM_FIELDS = ["key", "receiptId", "providerRequestId", "time"];

/** @throws if a text that people may read holds a code, a whole number or a secret */
export function assertNothingLeaked(
  text: string,
  { bodies, secrets }: { bodies: readonly string[]; secrets: readonly string[] },
): void {
  const forbidden = [...new Set([...bodies.flatMap(privateParts), ...secrets.map(bareSecret)])].filter(
    Boolean,
  );
  for (const line of text.split("\n")) {
    const readable = withoutRandomFields(line);
    const leaked = forbidden.find((part) => readable.includes(part));
    if (leaked !== undefined) throw new Error(`The output shows what it must not, "${leaked}": ${line}`);
  }
}

const bareSecret = (secret: string): string => secret.replace(/^v1,/, "").replace(/^whsec_/, "");

/** The code and every number of a body, with and without the mainland's country code. */
function privateParts(body: string): string[] {
  const codes = [...body.matchAll(/"otp":"(\w+)"/g)].map((match) => match[1] ?? "");
  const numbers = [...body.matchAll(/"(?:new_)?phone":"\+?(\d{7,15})"/g)].map((match) => match[1] ?? "");
  return [...codes, ...numbers, ...numbers.filter((n) => n.startsWith("86")).map((n) => n.slice(2))];
}

function withoutRandomFields(line: string): string {
  if (!line.startsWith("{")) return line;
  const entry = JSON.parse(line);
  for (const field of RANDOM_FIELDS) delete entry[field];
  return JSON.stringify(entry);
}
