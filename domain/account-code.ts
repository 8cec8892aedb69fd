/** What a six-digit code proves: that an address is its owner's, or that they may choose a new password. */
export type CodeKind = 'verify_address' | 'reset_password';
