export { BrokenJournal, chain, type Unchained, UnknownEntry, verify } from './chain.ts';
export { type Entry, type EntryData, type EntryType, journalVersion, type PanelQuery } from './entries.ts';
