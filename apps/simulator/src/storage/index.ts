export { FolderInUse } from './lock.ts';
export { openStorage, type Storage, type StoredDrill, type StoredSeat } from './storage.ts';
