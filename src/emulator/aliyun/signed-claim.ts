/** What a request says about its sender, in whichever of the two signature styles. */
export type SignedClaim = {
  readonly kind: "claim";
  readonly accessKeyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly securityToken: string | undefined;
  readonly signature: string;
  readonly mismatchMessage: string;
  signWith(accessKeySecret: string): string;
};
