import { serveOnDeno } from "../../../src/serve/deno.ts";

// Environment → config → app → server; what a request goes through starts in src/hook/compose.ts.
await serveOnDeno();
