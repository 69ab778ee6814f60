/** Expressions of SQL in `i`, which counts from one; times in minutes before now. */
export interface Many {
  at: string;
  used?: string;
  number?: string;
  prefix?: string;
  ip?: string;
  net?: string;
  flow?: string;
  status?: string;
  control?: string;
}

type Run = (text: string, values?: unknown[]) => Promise<unknown>;

/** So many requests at once, as `claim`, `settle` and the guard leave them; each for a number of its own. */
export const putMany = (
  run: Run,
  count: number,
  {
    at,
    used = "null",
    number = "md5('number ' || n || ' ' || i)",
    prefix = "'861380013'",
    ip = "null",
    net = "null",
    flow = "'signup'",
    status = "'accepted'",
    control = "null",
  }: Many,
) =>
  run(
    `insert into send_sms.requests (key, status, number_hash, number_mask, country, prefix, ip_hash, net_hash, flow,
      user_id, control_id, created_at, verified_at)
    select md5('key ' || n || ' ' || i), ${status}, ${number}, '+861380013****', 'CN', ${prefix}, ${ip}, ${net}, ${flow},
      gen_random_uuid(), ${control}, send_sms.clock() - interval '1 minute' * (${at}),
      send_sms.clock() - interval '1 minute' * (${used})
    from generate_series(1, $1) as i, (select count(*) as n from send_sms.requests) as already`,
    [count],
  );
