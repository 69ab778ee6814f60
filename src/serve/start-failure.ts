import { ConfigError } from "../hook/config/env-reader.ts";

/** Where it was to listen, once that is known. */
export interface Listening {
  host: string;
  port: number;
}

/**
 * Why a server did not start, where the operator can do something about it, in both languages.
 * @throws The error itself where it is a fault of ours, with its trace
 */
export function startFailure(error: unknown, listening: Listening | undefined): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) throw error;
  const at = listening ? `${listening.host}:${listening.port}` : "";
  switch (kindOf(error)) {
    case "AddrInUse":
    case "EADDRINUSE":
      return `Cannot listen on ${at}: the port is taken; set PORT to another / 端口被占用，请将 PORT 设为其他端口`;
    case "AddrNotAvailable":
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `Cannot listen on ${at}: this machine has no such address; set HOST to one that it has, or to 0.0.0.0 ` +
        "for all / 本机没有该地址，请将 HOST 设为本机地址，或设为 0.0.0.0 监听所有网卡";
    case "PermissionDenied":
    case "EACCES":
      return `Cannot listen on ${at}: it takes more rights; set PORT to one above 1023 / ` +
        "权限不足，请将 PORT 设为大于 1023 的端口";
    case "NotCapable":
      return `Cannot start: Deno must run it with --allow-net --allow-env (with pop-core also ` +
        "--allow-sys=hostname) / 无法启动：运行 Deno 时需加 --allow-net --allow-env" +
        `（使用 pop-core 时还需 --allow-sys=hostname）: ${error.message}`;
  }
  throw error;
}

/** Node says it in the code, Deno in the class. */
const kindOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code) ? error.code : error.name;
