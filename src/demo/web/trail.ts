import { addressOf, type Place, placeAt, ROOTS } from "./places.ts";

/** The way through the page, as the browser's back and forward know it. */
export interface Trail {
  here(): Place | undefined;
  /**
   * Takes the address of a screen. One where a visit begins takes the place of everything behind it, so that
   * nobody goes back into a flow that is over.
   */
  enter(place: Place, instead?: boolean): Promise<void>;
  /** One step back; `false` where that would leave the page. */
  back(): boolean;
}

/** `moved` is told when the person goes back, forward, or changes the address. */
export function createTrail(moved: () => void): Trail {
  let arrived: (() => void) | undefined;
  addEventListener("popstate", () => {
    const own = arrived;
    arrived = undefined;
    (own ?? moved)();
  });

  /** Kept by the browser with each address, also across a reload. */
  const depth = (): number => Number(history.state?.depth ?? 0);
  const travel = (steps: number) =>
    new Promise<void>((resolve) => {
      arrived = resolve;
      history.go(steps);
    });

  return {
    here: () => placeAt(location.hash),
    async enter(place, instead = false) {
      const address = addressOf(place);
      if (ROOTS.has(place)) {
        if (depth() > 0) await travel(-depth());
        history.replaceState({ depth: 0 }, "", address);
      } else if (instead || location.hash === address) {
        history.replaceState({ depth: depth() }, "", address);
      } else {
        history.pushState({ depth: depth() + 1 }, "", address);
      }
    },
    back() {
      if (depth() === 0) return false;
      history.back();
      return true;
    },
  };
}
