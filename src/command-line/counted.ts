/** `1 request`, `2 requests`; Chinese has no plural. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
