/** One of the files that `npm run build` makes, as the package brings it. */
export interface Build {
  readonly target: string;
  readonly withPostgres: boolean;
  readonly withPopCore: boolean;
  /** It has the driver whether asked for or not, and is there once. */
  readonly postgresAnyway: boolean;
  /** What the target is for. */
  readonly en: string;
  readonly zh: string;
  /** Where in `dist` it is written unless somewhere else is asked for. */
  readonly folder: string;
  readonly file: string;
}

/** `send-sms+postgres/index.js` @returns where below `shipped/builds` it is */
export const pathOf = ({ target, withPostgres, withPopCore, file }: Build): string =>
  `${target}${withPostgres ? "+postgres" : ""}${withPopCore ? "+pop-core" : ""}/${file}`;
