import type { EnvReader } from "./env-reader.ts";

/** Where a server of its own listens; a platform that has its own address ignores it. */
export interface Address {
  /** Such as `127.0.0.1`, `0.0.0.0`, `::`. */
  host: string;
  /** 0 lets the system choose. */
  port: number;
}

/** Loopback unless something else is asked for: what listens for everybody should have been meant. */
const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_PORT = 8000;

export const readAddress = (reader: EnvReader): Address => ({
  host: readHost(reader),
  port: reader.integer("port", { min: 0, max: 65_535, byDefault: DEFAULT_PORT }),
});

function readHost(reader: EnvReader): string {
  const host = reader.text("host") ?? DEFAULT_HOST;
  // The URL standard's host parser knows what an address is; a name is resolved by the host itself.
  if (/^[\w.:-]+$/.test(host) && URL.canParse(`http://${host.includes(":") ? `[${host}]` : host}/`)) {
    return host;
  }
  reader.report(
    "host",
    "must be an address to listen on, such as 127.0.0.1, or 0.0.0.0 for every interface (a container, Function Compute)",
    "必须是要监听的地址，例如 127.0.0.1；容器或函数计算中请用 0.0.0.0（监听所有网卡）",
  );
  return DEFAULT_HOST;
}
