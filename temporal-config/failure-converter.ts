import { DefaultFailureConverter } from '@temporalio/common';

// Loaded by its path, by clients and workers and inside the workflow sandbox: no Node built-ins.

/** Puts messages and stack traces of failures into a payload, which the codec then encrypts. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
