/** Of `npm run console` and of the console that `npm start` runs. */
export const DEFAULT_CONSOLE_PORT = 4400;
