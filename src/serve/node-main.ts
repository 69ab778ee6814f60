import { serveOnNode } from "./node.ts";

// The entry of a process on Node, as supabase/functions/send-sms/index.ts is the one on Deno.
await serveOnNode();
