import type { Route } from "./app.ts";

/** A screen that one can go back to, reload, or open in another tab. */
export type Place = Route["at"];

/** What stands behind `#/`. Nothing else is in an address: no number and no code. */
const ADDRESSES: Readonly<Record<Place, string>> = {
  sign_in: "sign-in",
  sign_up: "sign-up",
  reset_password: "forgot-password",
  code: "code",
  welcome: "welcome",
  home: "account",
  profile: "name",
  change_phone: "phone",
  change_password: "password",
  new_password: "new-password",
  add_factor: "second-step",
  remove_factor: "second-step/off",
};

export const addressOf = (place: Place): string => `#/${ADDRESSES[place]}`;

export function placeAt(address: string): Place | undefined {
  return PLACES.find((place) => addressOf(place) === address);
}

/** `Object.keys` forgets the literal type of its keys; the object is exactly these. */
const PLACES = Object.keys(ADDRESSES) as Place[];

/** For people who are not signed in. A code is for both. */
export const PUBLIC: ReadonlySet<Place> = new Set<Place>(["sign_in", "sign_up", "reset_password"]);

/** Where a visit begins: whoever goes back from here leaves the page. */
export const ROOTS: ReadonlySet<Place> = new Set<Place>(["sign_in", "welcome", "home"]);
