import { describe, expect, test } from "vitest";
import { configOf, problemsOf } from "../../support/hook/config.ts";

const POSTGRES = {
  SMS_LEDGER: "postgres",
  SMS_LEDGER_DATABASE_URL: "postgresql://u:p@db.example.com:6543/x",
};

test("the memory ledger needs no database, whatever the platform sets", () => {
  expect(configOf({ SUPABASE_DB_URL: "nonsense" })).toMatchObject({ ledger: "memory", database: undefined });
});

test("the Postgres ledger takes the platform's database where none is named", () => {
  const SUPABASE_DB_URL = "postgresql://postgres:p@db.example.com/postgres";
  const { ledger, database } = configOf({ SMS_LEDGER: "postgres", SUPABASE_DB_URL });
  expect({ ledger, database }).toEqual({
    ledger: "postgres",
    database: { url: SUPABASE_DB_URL, ca: undefined, keepDays: 90 },
  });
});

test("a certificate may have its lines as they are", () => {
  const ca = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
  expect(configOf({ ...POSTGRES, SMS_LEDGER_CA: ca }).database?.ca).toBe(ca);
});

test("a certificate in one line has its line ends back", () => {
  const ca = "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----";
  expect(configOf({ ...POSTGRES, SMS_LEDGER_CA: ca }).database?.ca).toBe(ca.replaceAll("\\n", "\n"));
});

test.each([
  "127.0.0.1",
  "localhost",
  "[::1]",
  "10.1.2.3",
  "172.31.0.9",
  "192.168.1.5",
  "[fd12:3456::1]",
  "db",
  "postgres.internal",
])("a connection without TLS is taken to %s, where the URL asks for it", (host) => {
  const url = `postgresql://u:p@${host}:5432/x?sslmode=disable`;
  expect(configOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url }).database?.url).toBe(url);
});

test.each(["require", "verify-ca", "verify-full", "prefer", "allow"])(
  "sslmode may be %s of libpq's",
  (mode) => {
    const url = `postgresql://u:p@db.example.com/x?sslmode=${mode}&ssl=true&pgbouncer=true`;
    expect(configOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url }).database?.url).toBe(url);
  },
);

test.each([
  [
    "sslmode=disabled",
    /an sslmode that there is not: it is disable .*, or require or verify-full/,
    /取值无效：应为 disable/,
  ],
  ["sslmode=", /an sslmode that there is not/, /取值无效/],
  ["sslmode=DISABLE", /an sslmode that there is not/, /取值无效/],
  ["sslmode=no-verify", /an sslmode that there is not/, /取值无效/],
  [
    "ssl_mode=disable",
    /a parameter that is not read.*write \?sslmode=/,
    /不会被读取的参数：请写作 \?sslmode=/,
  ],
  ["sslMode=disable", /a parameter that is not read/, /不会被读取/],
  ["ssl=false", /a parameter that is not read/, /不会被读取/],
  ["tls=false", /a parameter that is not read/, /不会被读取/],
  ["useSSL=0", /a parameter that is not read/, /不会被读取/],
  ["sslmod=disable", /a parameter that is not read/, /不会被读取/],
  ["pgbouncer=true&slsmode=disable", /a parameter that is not read/, /不会被读取/],
  ["sslmode:disable", /a parameter that is not read/, /不会被读取/],
  ["application_name=sms?sslmode=disable", /a parameter that is not read/, /不会被读取/],
  ["application_name=sms#sslmode=disable", /for no \? stands before it/, /其前没有 \?/],
  [
    "sslmode=disable&sslmode=require",
    /sslmode twice, with different values, .*the one that is meant, disable/,
    /出现了两次.*只保留一个/,
  ],
])("an address that ends with ?%s is refused, with what stands there", (query, en, zh) => {
  const url = `postgresql://u:p@127.0.0.1/x?${query}`;
  expect(problemsOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url })).toMatchObject([
    { variable: "SMS_LEDGER_DATABASE_URL", en: expect.stringMatching(en), zh: expect.stringMatching(zh) },
  ]);
});

test.each([
  "127.0.0.1/postgres&sslmode=disable",
  "127.0.0.1/postgres;sslmode=disable",
  "127.0.0.1/postgres#sslmode=disable",
  "127.0.0.1:5432&sslmode=disable",
  "localhost&ssl=false",
])("an address whose sslmode has no ? before it is refused: %s", (rest) => {
  expect(problemsOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: `postgresql://u:p@${rest}` })).toMatchObject([{
    variable: "SMS_LEDGER_DATABASE_URL",
    en: expect.stringMatching(/for no \? stands before it: end the address with \?sslmode=.*disable/),
    zh: expect.stringMatching(/其前没有 \?.*末尾写 \?sslmode=/),
  }]);
});

test.each([
  "pgbouncer=true",
  "sslrootcert=ca.pem&sslcert=a.pem&sslkey=a.key",
  "tls=true&channel_binding=require&sslnegotiation=postgres",
  "connection_limit=1&options=-c%20search_path%3Dx",
  "sslmode=require&sslmode=require",
])("other parameters do no harm: ?%s", (query) => {
  const url = `postgresql://u:p@db.example.com/x?${query}`;
  expect(configOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url }).database?.url).toBe(url);
});

test.each(["a...b", "a<b>c", "x[YOUR-WORD]"])(
  "a password may hold %s and is then no placeholder",
  (password) => {
    const url = `postgresql://u:${password}@db.example.com:6543/x`;
    expect(configOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url }).database?.url).toBe(url);
  },
);

test("a parameter may hold an @, which is no password's", () => {
  const url = "postgresql://u:p@db.example.com:6543/x?application_name=sms@home";
  expect(configOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url }).database?.url).toBe(url);
});

test.each(["p@ss", "p%2Fss", "p:ss", "p&ssl=s"])(
  "a password may hold %s, which takes nothing for the host that is none",
  (password) => {
    const url = `postgresql://u:${password}@db.example.com:6543/x`;
    expect(configOf({ ...POSTGRES, SMS_LEDGER_DATABASE_URL: url }).database?.url).toBe(url);
  },
);

describe("what does not fit is named with its remedy and shows no password", () => {
  test.each<[string, string, RegExp]>([
    ["SMS_LEDGER_DATABASE_URL", "", /needs the address of a database/],
    ["SMS_LEDGER_DATABASE_URL", "mysql://root:hidden@db/sms", /percent-encoded/],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:hid#den@db/sms", /percent-encoded/],
    [
      "SMS_LEDGER_DATABASE_URL",
      "postgresql://u:p@hid/den@127.0.0.1/sms",
      /taken for the host: .*percent-encoded/,
    ],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:p@hid?den@db/sms", /taken for the host: .*percent-encoded/],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:p@hid#den@db/sms", /taken for the host: .*percent-encoded/],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:hidden%@db/sms", /percent-encoded/],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://own%er:hidden@db/sms", /% itself as %25/],
    [
      "SMS_LEDGER_DATABASE_URL",
      "postgresql://u:hidden@db:554333/sms",
      /has a port that is no number up to 65535/,
    ],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:hidden@[::1]:port", /has a port that is no number/],
    ["SMS_LEDGER_DATABASE_URL", "db.example.com:5432", /percent-encoded/],
    [
      "SMS_LEDGER_DATABASE_URL",
      "postgresql://u:hidden@db.example.com/x?sslmode=disable",
      /loopback or private/,
    ],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:hidden@172.32.0.1/x?sslmode=disable", /loopback or private/],
    [
      "SMS_LEDGER_DATABASE_URL",
      "postgresql://u:hidden@10.evil.example/x?sslmode=disable",
      /loopback or private/,
    ],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://postgres:…@…:5432/postgres", /still holds a placeholder/],
    [
      "SMS_LEDGER_DATABASE_URL",
      "postgresql://postgres:hidden@...:5432/postgres",
      /still holds a placeholder/,
    ],
    [
      "SMS_LEDGER_DATABASE_URL",
      "postgresql://hook.<project ref>:hidden@db:6543/x",
      /still holds a placeholder/,
    ],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:<password>@db:6543/x", /still holds a placeholder/],
    ["SMS_LEDGER_DATABASE_URL", "postgresql://u:[YOUR-PASSWORD]@db:6543/x", /still holds a placeholder/],
    ["SMS_LEDGER_CA", "/etc/ssl/ca.pem", /the certificate itself/],
    ["SMS_LEDGER_KEEP_DAYS", "0", /days from 1 to 9999/],
    ["SMS_LEDGER_KEEP_DAYS", "a month", /days from 1 to 9999/],
  ])("%s=%s", (variable, value, remedy) => {
    const problems = problemsOf({ ...POSTGRES, [variable]: value });
    expect(problems.map((problem) => problem.variable)).toEqual([variable]);
    expect(problems[0]?.en).toMatch(remedy);
    expect(problems[0]?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(JSON.stringify(problems)).not.toMatch(/hid[#/?]?den/);
  });
});
