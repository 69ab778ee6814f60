/** As far as the guard reads Auth's own. */
export const AUTHS_TABLES =
  `create schema auth; create table auth.users (id uuid, phone_confirmed_at timestamptz, phone_change text);
  create table auth.sessions (user_id uuid, created_at timestamptz);
  create table auth.mfa_factors (id uuid, user_id uuid, factor_type text);
  create table auth.mfa_challenges (id uuid, factor_id uuid, created_at timestamptz, verified_at timestamptz)`;
