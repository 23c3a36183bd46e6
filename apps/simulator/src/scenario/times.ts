import { z } from 'zod';

/** On the scenario's date, UTC. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time of day, HH:MM or HH:MM:SS');

/** Epoch milliseconds of a time of day on a date, UTC. */
export const instantMs = (date: string, time: string): number =>
  Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
