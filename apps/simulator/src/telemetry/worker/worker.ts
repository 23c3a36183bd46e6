/** The thread that holds the stores. */
import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { TelemetryHost } from './host.ts';
import type { Call } from './messages.ts';

// A regular expression that backtracks too much goes on in V8's linear engine instead of hanging the thread.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

const host = new TelemetryHost();

parentPort?.on('message', (call: Call) => {
  parentPort?.postMessage(host.answer(call));
});
