import chromium from "@sparticuz/chromium";

/**
 * Unpacks the browser once, before any test runs: the package does so on first use without a lock, and a second
 * worker would start the file while the first still writes it ("ETXTBSY"). A machine that cannot is told so by
 * the tests that need it.
 */
export default async function unpackBrowser(): Promise<void> {
  await chromium.executablePath().catch(() => {});
}
