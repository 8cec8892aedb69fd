/** One fault of a request; `pointer` names the field: `/body/clientPhone`. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** The members of an `application/problem+json` answer that the front reads. */
export interface ProblemBody {
  code?: string;
  status?: number;
  detail?: string;
  instance?: string;
  reason?: string;
  errors?: Fault[];
  [member: string]: unknown;
}

/** A refusal of the api, or `network` when no answer came. The code decides what is shown, never the detail. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly body: ProblemBody;

  constructor(code: string, status: number, body: ProblemBody = {}, options?: ErrorOptions) {
    super(body.detail ?? code, options);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.body = body;
  }
}

export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  // fetch reports every failure to connect as a TypeError.
  if (error instanceof TypeError) return new ApiProblem('network', 0, {}, { cause: error });
  return new ApiProblem('unknown', 0, {}, { cause: error });
}

/** Whether what the address of a page names does not exist: there is none with this id, or it is no id at all. */
export function isOfNothing(problem: ApiProblem | undefined): boolean {
  return problem?.status === 404 || problem?.code === 'invalid_request';
}

/** Whether the same request may be sent again with the hope of another outcome. */
export function isPassing(problem: ApiProblem): boolean {
  return problem.code === 'network' || problem.status >= 500 || problem.status === 429;
}
