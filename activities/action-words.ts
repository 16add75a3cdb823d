// Workflows see the database's words through here: they import types of activities only.
export type { ActionState, ActionVerb } from '../db/schema/index.ts';
