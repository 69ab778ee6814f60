/**
 * How many letters are to be added, left out, replaced or swapped with their neighbour to make one word of another
 * (optimal string alignment).
 * @returns undefined where it is more than `most`
 */
export function editDistance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Infinity;
      const distance = Math.min(replaced, swapped, at(row, j) + 1, at(next, j - 1) + 1);
      next.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return undefined;
    [before, row] = [row, next];
  }
  const distance = at(row, b.length);
  return distance > most ? undefined : distance;
}

const at = (row: readonly number[], i: number): number => row[i] ?? Infinity;

/** One bit for each letter of ASCII, whatever its case. */
export function lettersIn(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

/** How many edits there are at least, at a glance: each brings one letter that the other word has not, at most. */
export const leastEdits = (a: number, b: number): number => Math.max(bitsIn(a & ~b), bitsIn(b & ~a));

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
