// What the `main` service of Supabase's compose file does with a request (supabase/supabase
// docker/volumes/functions/main/index.ts), in few words: the first segment names the folder, the path goes on as it
// is, every variable of the container goes to every function, and VERIFY_JWT asks all of them for a token.

interface UserWorkers {
  create(options: {
    servicePath: string;
    memoryLimitMb: number;
    workerTimeoutMs: number;
    noModuleCache: boolean;
    importMapPath: null;
    envVars: [string, string][];
  }): Promise<{ fetch(request: Request): Promise<Response> }>;
}
declare const EdgeRuntime: { userWorkers: UserWorkers };

const FUNCTIONS = Deno.env.get("FUNCTIONS_FOLDER") ?? "/home/deno/functions";
const verifyJwt = Deno.env.get("VERIFY_JWT") === "true";
const json = (status: number, body: unknown) => Response.json(body, { status });

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("MAIN_PORT")) }, async (request) => {
  if (verifyJwt && request.method !== "OPTIONS" && !request.headers.has("authorization")) {
    const code = "UNAUTHORIZED_NO_AUTH_HEADER";
    return json(401, { code, message: "Missing authorization header", msg: "Missing authorization header" });
  }
  const [, name] = new URL(request.url).pathname.split("/");
  if (!name) return json(400, { msg: "missing function name in request" });
  try {
    const worker = await EdgeRuntime.userWorkers.create({
      servicePath: `${FUNCTIONS}/${name}`,
      memoryLimitMb: 150,
      workerTimeoutMs: 60_000,
      noModuleCache: false,
      importMapPath: null,
      envVars: Object.entries(Deno.env.toObject()),
    });
    return await worker.fetch(request);
  } catch (error) {
    return json(500, { msg: String(error) });
  }
});
