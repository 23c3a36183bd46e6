import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Without letters and digits that look alike. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

export const newToken = (): string => randomBytes(32).toString('base64url');
export const newId = (): string => randomBytes(9).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
export const newJoinCode = (): string =>
  Array.from({ length: 6 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
