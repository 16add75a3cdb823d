import type { GravityzoneSettings } from './settings.ts';

type Switches = Pick<GravityzoneSettings, 'level' | 'handling'>;

/** Whether a run may write anything: above Monitor & report, with handling Automatic (spec 3.4). */
export function writes({ level, handling }: Switches): boolean {
  return level !== 'monitor-report' && handling === 'automatic';
}

/**
 * Whether a run associates, creates and completes: only at Automatic inventory synchronization with
 * handling Automatic (spec 3.4).
 */
export function associates({ level, handling }: Switches): boolean {
  return level === 'automatic' && handling === 'automatic';
}
