/** Auth's time, which a test can move; in milliseconds with fractions, as one of them can matter. */
export interface EmulatorClock {
  now(): number;
  advance(ms: number): void;
  reset(): void;
}

export const wallClock = () => performance.timeOrigin + performance.now();

export function createClock(wall: () => number): EmulatorClock {
  let ahead = 0;
  return {
    now: () => wall() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
    reset: () => {
      ahead = 0;
    },
  };
}
