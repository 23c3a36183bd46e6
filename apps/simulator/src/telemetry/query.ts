/** The one door to a world's telemetry. */
export * from './errors.ts';
export * from './requests.ts';
