import { h } from "./dom.ts";

/** A place of the page that is made anew only when what it shows has changed. */
export interface Slot {
  readonly element: HTMLElement;
  /** @param seen everything that `make` reads */
  show(seen: readonly unknown[], make: () => readonly (Node | null)[]): void;
}

/**
 * What is open or focused stays so, by its `data-keep`.
 * @param broken what stands there when it cannot be made: one part that breaks must not take the others along
 */
export function createSlot(element: HTMLElement, broken: () => string): Slot {
  let last: string | undefined;
  function made(make: () => readonly (Node | null)[]): readonly (Node | null)[] {
    try {
      return make();
    } catch (error) {
      reportError(error);
      return [h("p", { class: "problem" }, broken())];
    }
  }
  return {
    element,
    show(seen, make) {
      const now = JSON.stringify(seen);
      if (now === last) return;
      last = now;
      const nodes = made(make);
      const focused = document.activeElement;
      const held = element.contains(focused) && focused instanceof HTMLElement ? keyOf(focused) : undefined;
      const open = new Set([...element.querySelectorAll("details[open]")].map(keyOf));
      element.replaceChildren(...nodes.filter((node) => node !== null));
      for (const details of element.querySelectorAll("details")) {
        if (open.has(keyOf(details))) details.open = true;
      }
      if (held === undefined) return;
      [...element.querySelectorAll<HTMLElement>("[data-keep]")].find((one) => keyOf(one) === held)?.focus();
    },
  };
}

const keyOf = (element: Element): string | undefined => element.getAttribute("data-keep") ?? undefined;
