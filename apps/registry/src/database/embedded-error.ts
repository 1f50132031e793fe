/** Why the embedded server is not to be had here. */
export type EmbeddedPostgresCode =
  | 'unsupported_platform'
  | 'cannot_leave_root'
  | 'not_a_cluster'
  | 'init_failed'
  | 'start_failed'
  | 'server_busy'
  | 'stop_failed';

export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresCode;

  constructor(code: EmbeddedPostgresCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
