/** For a send: the connection from Auth, one to the provider, and one that either is just giving back. */
const FILES_PER_SEND = 3;
/** Standard streams, listener, ledger, the runtime's own, and connections that wait for nothing. */
const FILES_BESIDES = 100;

/** How many file descriptors a process needs that may send so many at once. */
export const openFilesNeeded = (maxConcurrentSends: number): number =>
  FILES_PER_SEND * maxConcurrentSends + FILES_BESIDES;

/**
 * So many sends at once and no more. A provider that hangs keeps each send for seconds; without a cap, descriptors
 * run out and with them the listener. Whoever comes then is told at once, while Auth still waits.
 */
export function createSendCap(max: number) {
  let sending = 0;

  return {
    /** @returns whether there is room; who entered has to leave, however the send ends */
    enter(): boolean {
      if (sending >= max) return false;
      sending++;
      return true;
    },
    leave(): void {
      sending--;
    },
  };
}
