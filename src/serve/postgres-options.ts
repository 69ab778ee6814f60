/**
 * A URL for node-postgres. Taken apart by hand, because its own reading of `sslmode` decides what is verified: here
 * everything is, unless the URL says that there is no TLS.
 * @param ca PEM of the authority to trust in place of the usual ones
 */
export function postgresOptions(text: string, ca: string | undefined) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(text);
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? 5432 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || "postgres",
    ssl: searchParams.get("sslmode") === "disable" ? false : ca === undefined ? {} : { ca },
  };
}
