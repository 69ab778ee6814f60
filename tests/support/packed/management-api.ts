import { createServer, type IncomingMessage } from "node:http";

/** What `functions deploy` sends: files by their path in the project, and how to run them. */
export interface Deployment {
  project: string;
  slug: string | null;
  metadata: unknown;
  files: ReadonlyMap<string, string>;
}

export interface ManagementApi {
  url: string;
  deployments: readonly Deployment[];
  close(): Promise<void>;
}

const DEPLOY = /^\/v1\/projects\/([a-z]{20})\/functions\/deploy$/;

/** As much of Supabase's Management API as a deployment needs; anything else is 404. */
export async function createManagementApi(): Promise<ManagementApi> {
  const deployments: Deployment[] = [];

  async function answer(request: IncomingMessage): Promise<[number, object]> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const project = DEPLOY.exec(pathname)?.[1];
    if (!/^Bearer sbp_[0-9a-f]{40}$/.test(request.headers.authorization ?? "")) {
      return [401, { message: "Unauthorized" }];
    }
    if (request.method !== "POST" || project === undefined) return [404, { message: "Not found" }];
    const form = await formOf(request);
    const slug = searchParams.get("slug");
    deployments.push({ project, slug, metadata: metadataOf(form), files: await filesOf(form) });
    const at = Date.now();
    const version = deployments.length;
    return [201, { id: "1", slug, name: slug, version, status: "ACTIVE", created_at: at, updated_at: at }];
  }

  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    deployments,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function formOf(request: IncomingMessage): Promise<FormData> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  return await new Response(Buffer.concat(chunks), { headers }).formData();
}

function metadataOf(form: FormData): unknown {
  const metadata = form.get("metadata");
  return typeof metadata === "string" ? JSON.parse(metadata) : undefined;
}

async function filesOf(form: FormData): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const file of form.getAll("file")) {
    if (typeof file !== "string") files.set(file.name, await file.text());
  }
  return files;
}
