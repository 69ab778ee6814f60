import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { problemAffectsResolutionKind } from "@arethetypeswrong/core/problems";
import { readFileSync } from "node:fs";

/** What the profile `esm-only` of its command line looks at, which `.attw.json` sets for whoever runs that. */
const KINDS = ["node16-esm", "bundler"] as const;

/** @returns what arethetypeswrong has against a package, and which entries it has looked at */
export async function typeProblemsOf(tarball: string) {
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (!analysis.types) throw new Error("Cannot check the types of the package: it has none");
  const problems = analysis.problems.filter((problem) =>
    KINDS.some((kind) => problemAffectsResolutionKind(problem, kind, analysis))
  );
  return { entries: Object.keys(analysis.entrypoints), problems };
}
