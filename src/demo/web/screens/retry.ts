import type { SmsProblem } from "../../../client/index.ts";
import type { Route, Screen } from "../app.ts";
import { createForm } from "../form.ts";

/** Auth did not say whose account it is: the session stays, and so does the way to where it was going. */
export const retryScreen = (problem: SmsProblem, route: Route): Screen => (app, left) => {
  const form = createForm(app, left, {
    title: () => app.language.texts().retry.title,
    fields: [],
    submit: () => app.language.texts().retry.submit,
    async run() {
      await app.go(route);
      return { ok: true };
    },
  });
  form.show(problem);
  return form.element;
};
