export * from './catalogue.ts';
export * from './clock.ts';
export * from './drill.ts';
export * from './errors.ts';
export * from './notebook.ts';
export * from './paths.ts';
export * from './socket.ts';
export * from './telemetry.ts';
