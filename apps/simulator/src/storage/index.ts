export { FolderInUse } from './lock.ts';
export { openStorage, type Storage, type StoredDrill, type StoredSeat, type StoredTotal } from './storage.ts';
