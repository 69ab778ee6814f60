import type { AccessKey, AccountState, Seed, Settings, Sign, Template } from "./entities.ts";

export type Account = {
  accessKey(id: string): AccessKey | undefined;
  sign(name: string, owner: Sign["owner"]): Sign | undefined;
  template(code: string, owner: Template["owner"]): Template | undefined;
  signs(owner: Sign["owner"]): readonly Sign[];
  templates(owner: Template["owner"]): readonly Template[];
  /** What the console's reviewers and administrators would have changed meanwhile. */
  updateState(changes: Partial<AccountState>): void;
  settings(): Settings;
  updateSettings(changes: Partial<Settings>): Settings;
  canPay(messages: number): boolean;
  charge(messages: number): void;
  seed(): Seed;
  reset(): void;
};

export function createAccount(seed: Seed): Account {
  let settings = seed.settings;
  let state: AccountState = seed;
  return {
    accessKey: (id) => state.accessKeys.find((key) => key.id === id),
    sign: (name, owner) => state.signs.find((sign) => sign.name === name && sign.owner === owner),
    template: (code, owner) =>
      state.templates.find((template) => template.code === code && template.owner === owner),
    signs: (owner) => state.signs.filter((sign) => sign.owner === owner),
    templates: (owner) => state.templates.filter((template) => template.owner === owner),
    updateState(changes) {
      state = { ...state, ...changes };
    },
    settings: () => settings,
    updateSettings(changes) {
      settings = { ...settings, ...changes };
      return settings;
    },
    canPay: (messages) => settings.balance >= messages,
    charge(messages) {
      settings = { ...settings, balance: settings.balance - messages };
    },
    seed: () => ({ ...seed, ...state }),
    reset() {
      settings = seed.settings;
      state = seed;
    },
  };
}
