export { BrokenJournal, chain, type Unchained, verify } from './chain.ts';
export { type Entry, type EntryData, type EntryType, journalVersion, type PanelQuery } from './entries.ts';
