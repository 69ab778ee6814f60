// Run by Deno, with the function's entry as its argument: what Edge Runtime v1.74.0 changes for a user worker
// (supabase/edge-runtime ext/runtime/js/bootstrap.js): a global of its own, and calls that do nothing.
const deno = Reflect.get(globalThis, "Deno");
Reflect.set(globalThis, "EdgeRuntime", { waitUntil: <T>(promise: T): T => promise });
Object.assign(deno, { exit: () => {}, addSignalListener: () => {}, removeSignalListener: () => {} });
await import(deno.args[0]);
