/** Everything a service refuses, with the status of its answer. The message is for a person. */
const statuses = {
  malformed: 400,
  'work-missing': 403,
  'token-refused': 403,
  blocked: 403,
  unknown: 404,
  'token-spent': 409,
  'too-large': 413,
  'too-many': 429,
  'disk-full': 503,
  'database-away': 503,
  conflict: 503,
  // Only at the command line.
  schema: 500,
  setting: 500,
  key: 500,
  file: 500,
} as const;

export type ServiceErrorCode = keyof typeof statuses;

/** An error that a person can understand, with a code that a program can. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
  }

  get status(): (typeof statuses)[ServiceErrorCode] {
    return statuses[this.code];
  }
}
