import type { AccessKey, Seed, Settings, Sign, Template } from "./entities.ts";

export type Account = {
  accessKey(id: string): AccessKey | undefined;
  sign(name: string, owner: Sign["owner"]): Sign | undefined;
  template(code: string, owner: Template["owner"]): Template | undefined;
  settings(): Settings;
  updateSettings(changes: Partial<Settings>): Settings;
  canPay(messages: number): boolean;
  charge(messages: number): void;
  seed(): Seed;
  reset(): void;
};

export function createAccount(seed: Seed): Account {
  let settings = seed.settings;
  return {
    accessKey: (id) => seed.accessKeys.find((key) => key.id === id),
    sign: (name, owner) => seed.signs.find((sign) => sign.name === name && sign.owner === owner),
    template: (code, owner) =>
      seed.templates.find((template) => template.code === code && template.owner === owner),
    settings: () => settings,
    updateSettings(changes) {
      settings = { ...settings, ...changes };
      return settings;
    },
    canPay: (messages) => settings.balance >= messages,
    charge(messages) {
      settings = { ...settings, balance: settings.balance - messages };
    },
    seed: () => seed,
    reset() {
      settings = seed.settings;
    },
  };
}
