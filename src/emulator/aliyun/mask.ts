const MASK = "***";
const SECRET_PARAMS = new Set(["Signature", "SecurityToken"]);

export function maskParams(params: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(
    [...params].map(([name, value]) => [name, SECRET_PARAMS.has(name) ? MASK : value]),
  );
}

export function maskHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, value]) => {
    if (name === "authorization") return [name, value.replace(/Signature=.*$/, `Signature=${MASK}`)];
    return [name, name === "x-acs-security-token" ? MASK : value];
  }));
}
