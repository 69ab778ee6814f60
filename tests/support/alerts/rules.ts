import { z } from "zod";
import { readText } from "../hook/sources.ts";

export interface Rule {
  readonly name: string;
  /** One row with `n`: an alarm where it is above 0. */
  readonly sql: string;
  /** The words of the search before the statement, one of which a line must have; none of Grafana's. */
  readonly words: readonly string[];
}

const Sls = z.array(z.object({
  name: z.string(),
  configuration: z.object({
    queryList: z.tuple([z.object({ query: z.string() })]),
    severityConfigurations: z.tuple([z.object({ evalCondition: z.object({ condition: z.string() }) })]),
  }),
}));

export const slsRules = (): Rule[] =>
  Sls.parse(JSON.parse(readText("deploy/alerts/sls.json"))).map(({ name, configuration }) => {
    const [{ evalCondition: { condition } }] = configuration.severityConfigurations;
    if (condition !== "n > 0") throw new Error(`Cannot judge ${name}: its condition is ${condition}`);
    const [search = "", sql = ""] = configuration.queryList[0].query.split(" | ");
    return { name: name.replace("send-sms-", ""), sql, words: search.split(" or ") };
  });

export const supabaseRules = (): Rule[] =>
  readText("deploy/alerts/supabase-logs.sql").split("\n\n").slice(1).map((part) => {
    const [, name = ""] = /^-- (\w+): /.exec(part) ?? [];
    return { name, sql: part.replace(/^--.*\n/gm, ""), words: [] };
  });

const Expression = z.object({ type: z.string(), expression: z.string() });
const Grafana = z.object({
  groups: z.tuple([z.object({
    rules: z.array(z.object({
      uid: z.string(),
      condition: z.literal("C"),
      data: z.tuple([
        // Alert rules of Grafana take time series only: a column `time` beside the numbers.
        z.object({
          refId: z.literal("A"),
          model: z.object({ rawSql: z.string(), format: z.literal("time_series") }),
        }),
        z.object({
          refId: z.literal("B"),
          model: Expression.extend({ type: z.literal("reduce"), expression: z.literal("A") }),
        }),
        z.object({
          refId: z.literal("C"),
          model: Expression.extend({
            type: z.literal("threshold"),
            expression: z.literal("B"),
            conditions: z.tuple([
              z.object({
                evaluator: z.object({ type: z.literal("gt"), params: z.tuple([z.literal(0)]) }),
              }),
            ]),
          }),
        }),
      ]),
    })),
  })]),
});

export const grafanaRules = (): Rule[] =>
  Grafana.parse(JSON.parse(readText("deploy/alerts/grafana.json"))).groups[0].rules.map(({ uid, data }) => ({
    name: uid.replace("send-sms-", ""),
    sql: data[0].model.rawSql,
    words: [],
  }));
