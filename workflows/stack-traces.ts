/**
 * The SDK notes for each promise of a workflow where it was made, for the stack trace in the Temporal UI. Of ten frames,
 * which is V8's measure, most are the SDK's own, and looking them up took a tenth of the worker's time.
 */
Error.stackTraceLimit = 6;

export {};
