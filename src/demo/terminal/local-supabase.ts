/** Where `npm start` has what the demo needs; 54321 is where `supabase start` has its API, so local settings fit. */
export const LOCAL_AUTH_PORT = 54_321;
export const LOCAL_INBOX_PORT = 4010;

/** The well-known anon key of every local Supabase: the same on each start, and good for nothing else. */
export const LOCAL_PUBLISHABLE_KEY =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZS1kZW1vIiwicm9sZSI6ImFub24iLCJleHAiOjE5ODM4MTI5OTZ9.CRXP1A7WOeoJeXxjNni43kdQwgnWNReilDMblYTn_I0";
