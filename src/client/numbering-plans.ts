/** How numbers that receive SMS are written inside a country, without country code and trunk prefix. */
export interface NumberingPlan {
  readonly mobile: RegExp;
  /** Dialled in front of a number inside the country, left out of the international form. */
  readonly trunkPrefix?: "0";
  /** Every number under the code that can receive SMS matches, so that typing errors are found early. */
  readonly complete?: true;
}

/**
 * By country code, as in the national numbering plans that the ITU publishes. Only what is needed to tell a
 * country code that was typed without its plus sign from the digits of a number; a country that is not
 * here is handled without such knowledge, more strictly.
 */
export const NUMBERING_PLANS: Readonly<Record<string, NumberingPlan>> = {
  "86": { mobile: /^1[3-9]\d{9}$/, complete: true },
  "1": { mobile: /^[2-9]\d{9}$/, complete: true },
  "44": { mobile: /^7\d{9}$/, trunkPrefix: "0" },
  "65": { mobile: /^[89]\d{7}$/ },
  "81": { mobile: /^[6-9]0\d{8}$/, trunkPrefix: "0" },
  "82": { mobile: /^1\d{8,9}$/, trunkPrefix: "0" },
  "852": { mobile: /^[4-9]\d{7}$/ },
  "853": { mobile: /^6\d{7}$/ },
  "886": { mobile: /^9\d{8}$/, trunkPrefix: "0" },
};

/** Countries that dial abroad with something else (011, 0011, 010, 001 …; ITU, "Dialling procedures"). */
export const OTHER_EXIT_CODES: ReadonlySet<string> = new Set(
  ["1", "7", "55", "57", "61", "62", "65", "66", "81", "82", "852", "855", "886"],
);
