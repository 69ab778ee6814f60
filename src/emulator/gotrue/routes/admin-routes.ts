import type { Context, Hono } from "hono";
import { adminParams } from "../flows/admin-params.ts";
import { createUser, updateUserAsAdmin } from "../flows/administer.ts";
import { requireAdmin } from "../flows/authenticate.ts";
import { userJson } from "../model/user-json.ts";
import type { User } from "../model/user.ts";
import { isUuid } from "../model/uuid.ts";
import { sendJson } from "../wire/answer.ts";
import { notFound } from "../wire/auth-error.ts";
import { readParams } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

/** `/admin/users` (api/admin.go), for a service_role token. */
export function adminRoutes(app: Hono, world: AuthWorld): void {
  app.use("/admin/*", async (c, next) => {
    await requireAdmin(world, c);
    await next();
  });
  app.get("/admin/users", (c) => listUsers(world, c));
  app.post("/admin/users", async (c) => {
    const params = await readParams(c, "AdminUserParams", adminParams);
    return sendJson(userJson(await createUser(world, params)));
  });
  app.get("/admin/users/:id", (c) => sendJson(userJson(namedUser(world, c))));
  app.put("/admin/users/:id", async (c) => {
    const user = namedUser(world, c);
    updateUserAsAdmin(world, user, await readParams(c, "AdminUserParams", adminParams));
    return sendJson(userJson(user));
  });
  app.delete("/admin/users/:id", (c) => {
    world.store.remove(namedUser(world, c).id);
    return sendJson({});
  });
}

function namedUser(world: AuthWorld, c: Context): User {
  const id = c.req.param("id") ?? "";
  if (!isUuid(id)) throw notFound("validation_failed", "user_id must be an UUID");
  const user = world.store.find("id", id);
  if (!user) throw notFound("user_not_found", "User not found");
  return user;
}

/** One page; a list does not load identities (models.FindUsersInAudience). */
function listUsers(world: AuthWorld, c: Context): Response {
  const page = Number(c.req.query("page")) || 1;
  const perPage = Number(c.req.query("per_page")) || 50;
  const all = world.store.list();
  const shown = all.slice((page - 1) * perPage, page * perPage);
  const users = shown.map((user) => ({ ...userJson({ ...user, factors: [] }), identities: null }));
  const answer = sendJson({ users, aud: world.settings.jwtAud });
  answer.headers.set("x-total-count", String(all.length));
  answer.headers.set("link", pageLinks(new URL(c.req.url), page, Math.ceil(all.length / perPage)));
  return answer;
}

function pageLinks(url: URL, page: number, pages: number): string {
  const link = (to: number, rel: string) => {
    url.searchParams.set("page", String(to));
    url.searchParams.sort();
    return `<${url.pathname}${url.search}>; rel="${rel}"`;
  };
  return [...(pages > page ? [link(page + 1, "next")] : []), link(pages, "last")].join(", ");
}
