/** Something that needs attention now. */
export interface Notice {
  /** For programs; it does not change. */
  code:
    | 'install-frozen'
    | 'tenant-frozen'
    | 'paused'
    | 'not-connected'
    | 'connection-auth-failed'
    | 'connection-incomplete'
    | 'hold-open'
    | 'writes-wait'
    | 'run-failed'
    | 'run-partial'
    | 'run-problems'
    | 'sync-late'
    | 'events-open'
    | 'drift';
  /** What is the matter. */
  sentence: string;
  since: Date | null;
  /** What shows more of it, or ends it. */
  command: string | null;
}
