/** How often the listener is looked at. */
const LOOK_EVERY_MS = 1_000;

export interface Listener {
  hostname: string;
  port: number;
  /** Begins to serve there. @throws `AddrInUse` where somebody listens already */
  serve(at: { hostname: string; port: number }): Deno.HttpServer<Deno.NetAddr>;
  setTimer(callback: () => void, ms: number): void;
  /** Hears once of each time that it went deaf. */
  onEnded(error: unknown): void;
}

/**
 * Deno's listener ends for good when the process runs out of file descriptors, and the process lives on deaf: 2.9
 * says so at once (`finished` rejects), 2.1.4 only when its last connection has gone. So its address is asked for
 * every second: as long as it is in use somebody listens, and when it is free nobody does and a new server begins.
 * @returns where it listens, and how to stop
 */
export function keepListening({ hostname, port, serve, setTimer, onEnded }: Listener) {
  let stopping = false;
  let deaf = false;
  let server = serve({ hostname, port });
  const { addr } = server;

  /** A server that has been replaced may say much later that it has ended. */
  const watch = (watched: typeof server) => {
    watched.finished.catch((error: unknown) => watched === server && notice(error));
  };

  function notice(error: unknown): void {
    if (!deaf && !stopping) onEnded(error);
    deaf = true;
  }

  function look(): void {
    if (stopping) return;
    try {
      const next = serve({ hostname, port: addr.port });
      notice(new Error("Nobody listens any more"));
      server = next;
      watch(next);
      deaf = false;
    } catch (error) {
      // In use is how it should be; without a descriptor nothing can be told before the next look.
      if (error instanceof Error && error.name === "AddrInUse") deaf = false;
    }
    setTimer(look, LOOK_EVERY_MS);
  }
  watch(server);
  setTimer(look, LOOK_EVERY_MS);

  return {
    addr,
    stop(): Promise<void> {
      stopping = true;
      return server.shutdown();
    },
  };
}
