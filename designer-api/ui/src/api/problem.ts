import type { FieldError, ProblemDocument } from "./types";

/** What the server says when it cannot do what it was asked. `offline` is ours: nothing came back at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly document: Partial<ProblemDocument>;

  constructor(status: number, document: Partial<ProblemDocument>) {
    super(document.detail ?? document.code ?? String(status));
    this.name = "Problem";
    this.status = status;
    this.code = document.code ?? `http-${status}`;
    this.detail = document.detail ?? "";
    this.document = document;
  }

  /** What is wrong with each field of a form. */
  get fields(): FieldError[] {
    return this.document.fields ?? [];
  }

  /** It may go well when it is asked again, under the same idempotency key. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** No answer: the connection is lost, or the server is away. */
export function offline(): Problem {
  return new Problem(0, { code: "offline", detail: "" });
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}
