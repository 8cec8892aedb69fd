/** An answer of a token endpoint that says no, in the words of OAuth; `code` is Microsoft's number for it. */
export class OAuthRefusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly code: number;

  constructor(refusal: { status?: number; error: string; description: string; code?: number }) {
    super(refusal.description);
    this.name = 'OAuthRefusal';
    this.status = refusal.status ?? 400;
    this.error = refusal.error;
    this.code = refusal.code ?? 0;
  }
}
