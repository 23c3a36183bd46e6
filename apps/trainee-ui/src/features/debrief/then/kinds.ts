import type { PanelThen } from '@firedrill/protocol';

export type Of<K extends PanelThen['kind']> = Extract<PanelThen, { readonly kind: K }>;
