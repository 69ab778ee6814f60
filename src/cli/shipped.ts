import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where `npm run build:package` puts what it has made; the repository has none and makes each when it is asked for. */
const SHIPPED = new URL("../../shipped/", import.meta.url);

/** @returns the path of something that the published package brings ready made, for it has no bundler */
export function shipped(name: string): string | undefined {
  const path = fileURLToPath(new URL(name, SHIPPED));
  return existsSync(path) ? path : undefined;
}
