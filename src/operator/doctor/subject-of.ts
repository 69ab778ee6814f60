import { cleanValue } from "../../hook/config/clean-value.ts";
import { type Env, VARIABLES } from "../../hook/config/variables.ts";
import type { Route } from "../../hook/sms/route.ts";

export type SubjectOf = (route: Route, part: "sign" | "template") => string;

/** The variable that a route has its signature or template from, as the operator has named it. */
export function createSubjectOf(env: Env): SubjectOf {
  return (route, part) => {
    const [canonical, ...others] = VARIABLES[part];
    const isSet = (name: string) => cleanValue(env[name]) !== undefined;
    // A route that says nothing of its own has it from the single variables.
    const own = route.name !== "default" &&
      cleanValue(env[VARIABLES.routes[0]])?.includes(route[part] ?? "\0");
    if (own) return `${VARIABLES.routes[0]} ${route.name}.${part}`;
    return [canonical, ...others].find(isSet) ?? canonical;
  };
}
