-- For Supabase's Logs Explorer and its Management API, in ClickHouse's SQL. An alarm where n is above 0. See docs/alerts.md.
-- 用于 Supabase Logs Explorer 及其 Management API（ClickHouse SQL）。n 大于 0 即告警，见 docs/alerts.zh-CN.md。

-- misconfigured: sms_misconfigured: no user of this route gets a code
-- sms_misconfigured：该路由的用户都收不到验证码
select count(*) as n
from logs
where source = 'function_logs' and timestamp > now() - toIntervalMinute(10)
  and JSONExtractString(event_message, 'event') = 'send_sms' and JSONExtractString(event_message, 'reason') = 'sms_misconfigured';

-- balance: Alibaba Cloud refuses for want of balance, or at a cap of your own
-- 阿里云因余额不足或已达自设上限而拒绝发送
select count(*) as n
from logs
where source = 'function_logs' and timestamp > now() - toIntervalMinute(10)
  and JSONExtractString(event_message, 'event') = 'send_sms'
  and JSONExtractString(event_message, 'code') in (
    'isv.AMOUNT_NOT_ENOUGH', 'AMOUNT_NOT_ENOUGH',
    'isv.BILLING_DEDUCTION_ERROR', 'BILLING_DEDUCTION_ERROR',
    'isv.OUT_OF_SERVICE', 'OUT_OF_SERVICE',
    'isv.DAY_LIMIT_CONTROL', 'DAY_LIMIT_CONTROL',
    'isv.MONTH_LIMIT_CONTROL', 'MONTH_LIMIT_CONTROL'
  );

-- limit: A limit that many share is used up: nobody, or nobody of a country or a block, gets a code
-- 多人共用的限额已用完：所有人，或某个国家、号段的人都收不到验证码
select count(*) as n
from logs
where source = 'function_logs' and timestamp > now() - toIntervalMinute(10)
  and JSONExtractString(event_message, 'event') = 'send_sms' and JSONExtractString(event_message, 'reason') = 'sms_rate_limited'
  and (
    JSONExtractString(event_message, 'cause') like 'total %'
    or JSONExtractString(event_message, 'cause') like 'per_country %'
    or JSONExtractString(event_message, 'cause') like 'per_prefix %'
  );

-- spend: SMS of a day come near the total limit
-- 一天的短信量接近总限额
select case when count(*) > 800 then count(*) else 0 end as n
from logs
where source = 'function_logs' and timestamp > now() - toIntervalMinute(1440)
  and JSONExtractString(event_message, 'event') = 'send_sms' and JSONExtractString(event_message, 'result') in ('accepted', 'unconfirmed');

-- unconfirmed: Sends end without an answer: nobody knows whether they left
-- 发送没有得到应答，无法得知是否已发出
select case when count(*) >= 3 then count(*) else 0 end as n
from logs
where source = 'function_logs' and timestamp > now() - toIntervalMinute(10)
  and JSONExtractString(event_message, 'event') = 'send_sms' and JSONExtractString(event_message, 'result') = 'unconfirmed';

-- guard: The guard closed an address, a block of numbers or a country, or would have
-- 防盗刷机制关闭了（或本会关闭）某个地址、号段或国家
select count(*) as n
from logs
where source = 'function_logs' and timestamp > now() - toIntervalMinute(10)
  and JSONExtractString(event_message, 'event') = 'guard'
  and (JSONHas(event_message, 'closed') = 1 or JSONHas(event_message, 'wouldClose') = 1);

-- receipts: SMS are accepted and no receipt comes
-- 短信已被接受，却没有任何回执
select case when sent >= 10 and receipts = 0 then sent else 0 end as n
from (
  select
    sum(case when JSONExtractString(event_message, 'event') = 'send_sms' and JSONExtractString(event_message, 'result') = 'accepted' then 1 else 0 end) as sent,
    sum(case when JSONExtractString(event_message, 'event') = 'receipt' then 1 else 0 end) as receipts
  from logs
  where source = 'function_logs' and timestamp > now() - toIntervalMinute(60)
) as counted;
