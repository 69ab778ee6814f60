-- What a guard writes: which codes were used, and why it closed what it closed.

alter table send_sms.requests add column if not exists verified_at timestamptz;
alter table send_sms.controls add column if not exists evidence jsonb;

create or replace function send_sms.version() returns integer
  language sql immutable set search_path = ''
  return 2;
