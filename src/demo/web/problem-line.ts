import type { SmsProblem } from "../../client/index.ts";
import type { App } from "./app.ts";
import { h, newId, relabel, type Text } from "./dom.ts";
import { icon } from "./icons.ts";
import { linkButton } from "./parts.ts";

/** A problem of the client, or one that the page finds itself. */
export type Complaint = Pick<SmsProblem, "text" | "supportCode">;

/** What to press next, where the sentence alone would leave the person standing. */
export interface Remedy {
  readonly label: Text;
  readonly press: () => void;
}

export interface ProblemLine {
  readonly element: HTMLElement;
  show(complaint: Complaint | undefined, remedy?: Remedy): void;
}

/** A phone number stands on one line. */
const unbroken = (text: string): string => text.replace(/(?<=[+\d]) (?=\d)/g, "\u00a0");

/** Stays in the page while it is empty: a live region that comes with its text is not read out. */
export function problemLine(app: App): ProblemLine {
  let shown: Complaint | undefined;
  const text = h("span", { class: "sentence" }, () => unbroken(shown?.text(app.language.current()) ?? ""));
  const element = h("div", {
    id: newId("problem"),
    class: "problem",
    role: "alert",
    "aria-live": "assertive",
  });
  return {
    element,
    show(complaint, remedy) {
      shown = complaint;
      relabel(text);
      if (!complaint) return element.replaceChildren();
      const { supportCode } = complaint;
      element.replaceChildren(
        icon("alert"),
        h(
          "div",
          {},
          text,
          supportCode === undefined
            ? null
            : h("small", { class: "support-code" }, () => app.language.texts().supportCode(supportCode)),
          remedy ? linkButton(remedy.label, remedy.press) : null,
        ),
      );
    },
  };
}
