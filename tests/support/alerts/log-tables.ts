/**
 * What the rules for logs ask of their vendors' SQL, in Postgres: the functions of SLS (Trino's) and of ClickHouse that
 * they use, and the table that each calls its own. It is not their engine; it is their statement on our lines.
 */
export const LOG_TABLES = `
  create schema vendor;
  create function vendor.document(line text) returns jsonb language plpgsql immutable as
    $$ begin return line::jsonb; exception when others then return null; end $$;
  create function vendor.json_extract(line text, path text) returns jsonb language sql immutable as
    $$ select vendor.document(line) -> substr(path, 3) $$;
  create function vendor.json_extract_scalar(line text, path text) returns text language sql immutable as
    $$ select case when jsonb_typeof(vendor.json_extract(line, path)) in ('object', 'array') then null
      else vendor.document(line) ->> substr(path, 3) end $$;
  create function vendor.jsonextractstring(line text, name text) returns text language sql immutable as
    $$ select coalesce(case when jsonb_typeof(vendor.document(line) -> name) = 'string'
      then vendor.document(line) ->> name end, '') $$;
  create function vendor.jsonhas(line text, name text) returns integer language sql immutable as
    $$ select (coalesce(vendor.document(line) ? name, false))::integer $$;
  create function vendor.tointervalminute(minutes integer) returns interval language sql immutable as
    $$ select minutes * interval '1 minute' $$;
  create table vendor.log (message text);
  create table vendor.logs (timestamp timestamptz default now(), source text, event_message text);
`;

/** SLS splits a line at these (Alibaba Cloud Help, delimiters of an index), and looks for whole words. */
export const wordsOf = (line: string): string[] => line.split(/[\s,'";=()[\]{}?@&<>/:]+/);
